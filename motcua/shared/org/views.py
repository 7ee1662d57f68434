"""Choosing the post in which one works, for who holds several."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base.navigation import address
from motcua.base.time import now
from motcua.shared.org import queries
from motcua.shared.org.forms import PostForm
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.middleware import POST_KEY


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """`/chuc-danh`: kept in the session until the next choice."""
    officer = officer_of_request(request)
    held = queries.posts_of(officer.username, now().date())
    form = PostForm(request.POST if request.method == "POST" else None, held=held, initial={"post": officer.post})
    if request.method == "POST" and form.is_valid():
        request.session[POST_KEY] = form.cleaned_data["post"]
        messages.success(request, "Đã chuyển chức danh.")
        return HttpResponseRedirect(address(str(settings.LOGIN_REDIRECT_URL), "/") or "/")
    return render(request, "org/choose_post.html", {"form": form}, status=422 if form.errors else 200)
