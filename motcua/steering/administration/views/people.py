"""`/quan-tri/can-bo`: people, their posts and accounts; `/quan-tri/uy-quyen`: mandates; `/quan-tri/vai-tro`: what each role may do."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.errors import NotFound
from motcua.base.time import now
from motcua.shared.identity import actions as identity
from motcua.shared.identity import queries as accounts
from motcua.shared.identity.actions import factors
from motcua.shared.identity.models import DoorEvent
from motcua.shared.org import actions
from motcua.shared.org import queries as org
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.models import Person, Post
from motcua.shared.org.officer import Officer
from motcua.shared.org.roles import ROLES
from motcua.steering.administration import history, organisation, wording
from motcua.steering.administration.forms.organisation import EndForm, MandateForm, PasswordForm, PersonForm, PostForm, WhyForm
from motcua.steering.administration.views.agencies import changed, known
from motcua.steering.administration.views.common import may_change, reader

PEOPLE = ("Cán bộ", "admin_people")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    officer, asked = reader(request), request.GET
    role = asked.get("vai-tro", "") if asked.get("vai-tro") in ROLES else ""
    agency = asked.get("co-quan", "").strip()
    found = organisation.find_people(q=asked.get("tu", ""), agency=agency, role=role, on=now().date()) if asked else []
    values = {
        "rows": [(one, organisation.role_names(one.roles - one.lent)) for one in found],
        "most": organisation.SHOWN,
        "roles": [(r.code, r.name) for r in ROLES.values()],
        "role": role,
        "agency": agency,
        "q": asked.get("tu", ""),
        "asked": bool(asked),
        "may_change": may_change(officer),
    }
    return render(request, "administration/organisation/people.html", values)


@require_safe
def person(request: HttpRequest, username: str) -> HttpResponse:
    """One person: posts of all times, account, history. The reading is logged: name and telephone are personal."""
    officer, at = reader(request), now()
    found, user = _known(username), accounts.user(username)
    identity.log_reading(by=officer.by, what="person", about=username, why="quản trị tài khoản", at=at)
    posts = organisation.posts_held(username)
    values = {
        "person": found,
        "user": user,
        "held": factors.of(user) if user else None,
        "events": [(event, wording.person(event.by)) for event in factors.events(username, 10)],
        "posts": [(p, org.agency_name(p.agency), organisation.role_names(p.roles), p.valid_to is None or at.date() < p.valid_to) for p in posts],
        "history": history.of(f"person:{username}"),
        "may_change": may_change(officer),
    }
    return render(request, "administration/organisation/person.html", values)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def engaged(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody takes a post in an agency; who is new gets an account."""
    agency = known(code)
    form = PostForm(request.POST or None, units=[(unit.code, unit.name) for unit in org.units(code)], initial={"username": request.GET.get("nguoi")})

    def act(form: PostForm, by: str, at: datetime) -> str:
        given = form.cleaned_data
        actions.engage(
            username=given["username"],
            name=given["name"],
            phone=given["phone"],
            post=given["post"],
            agency=code,
            unit=given["unit"] or None,
            title=given["title"],
            roles=given["roles"],
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            password=identity.hash_of(given["password"]) if given["password"] else "",
            by=by,
            at=at,
            why=form.why(),
        )
        return str(given["username"])

    title = f"Bố trí chức danh: {agency.name}"
    return changed(request, title, form, act, done="Đã bố trí chức danh.", code=code, back="admin_person", crumb=PEOPLE)


@require_http_methods(["GET", "HEAD", "POST"])
def post_ended(request: HttpRequest, username: str, post: str) -> HttpResponse:
    row = Post.objects.filter(pk=post, username=username).first()
    if row is None:
        raise NotFound("Không có chức danh này.")

    def act(form: WhyForm, by: str, at: datetime) -> str:
        actions.end_post(post, on=form.cleaned_data["on"], by=by, at=at, why=form.why())
        return username

    title = f"Thôi chức danh: {row.title}, {org.agency_name(row.agency)}"
    done = _left_behind(row.agency, officer_of_request(request))
    return changed(request, title, EndForm(request.POST or None), act, done=done, code=username, back="admin_person", crumb=PEOPLE)


def _left_behind(agency: str, officer: Officer) -> str:
    """Where what they still hold is given to others; who may not look there passes the address on."""
    url = f"{reverse('workload')}?{urlencode({'co-quan': agency})}"
    said = "Đã ghi ngày thôi chức danh. Hồ sơ người này đang giữ hiện ở trang Khối lượng để lãnh đạo cơ quan phân công lại"
    if officer.has("chairman_office", "auditor") or (officer.has("leader", "head_of_unit") and officer.agency == agency):
        return format_html('{}: <a href="{}">xem ở đó</a>.', said, url)
    return f"{said}; gửi cho họ đường dẫn {url}"


@require_http_methods(["GET", "HEAD", "POST"])
def corrected(request: HttpRequest, username: str) -> HttpResponse:
    found = _known(username)
    form = PersonForm(request.POST or None, initial={"name": found.name, "phone": found.phone})

    def act(form: WhyForm, by: str, at: datetime) -> str:
        given = form.cleaned_data
        actions.correct_person(username, name=given["name"], phone=given["phone"], by=by, at=at, why=form.why())
        return username

    return changed(request, f"Sửa: {found}", form, act, done="Đã sửa.", code=username, back="admin_person", crumb=PEOPLE)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def password_given(request: HttpRequest, username: str) -> HttpResponse:
    found = _known(username)

    def act(form: WhyForm, by: str, at: datetime) -> str:
        identity.set_password(username, form.cleaned_data["password"])
        factors.note(username, DoorEvent.Kind.PASSWORD, at=at, by=by, text=f"{form.why().reason} ({form.why().document})")
        return username

    done = "Đã đặt mật khẩu tạm; các phiên cũ đã kết thúc. Báo cho người dùng và nhắc họ đổi ngay."
    return changed(
        request, f"Cấp lại mật khẩu: {found}", PasswordForm(request.POST or None), act, done=done, code=username, back="admin_person", crumb=PEOPLE
    )


@require_http_methods(["GET", "HEAD", "POST"])
def factors_cleared(request: HttpRequest, username: str) -> HttpResponse:
    found = _known(username)

    def act(form: WhyForm, by: str, at: datetime) -> str:
        factors.clear(username, by=by, why=f"{form.why().reason} ({form.why().document})", at=at)
        return username

    title = f"Gỡ lớp bảo vệ thứ hai: {found}"
    return changed(request, title, WhyForm(request.POST or None), act, done="Đã gỡ.", code=username, back="admin_person", crumb=PEOPLE)


@require_safe
def mandates(request: HttpRequest) -> HttpResponse:
    officer, on = reader(request), now().date()
    rows = []
    for row in organisation.mandates(agency=request.GET.get("co-quan", "").strip()):
        grantor, holder = org.in_post(row.grantor), org.in_post(row.holder)
        valid = row.valid_from <= on and (row.valid_to is None or on < row.valid_to)
        rows.append({"row": row, "grantor": grantor, "holder": holder, "valid": valid})
    values = {"rows": rows, "agency": request.GET.get("co-quan", ""), "may_change": may_change(officer)}
    return render(request, "administration/organisation/mandates.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def mandate_given(request: HttpRequest) -> HttpResponse:
    def act(form: WhyForm, by: str, at: datetime) -> str:
        given = form.cleaned_data
        actions.give_mandate(
            id=given["id"],
            kind=given["kind"],
            grantor=given["grantor"],
            holder=given["holder"],
            document=given["document"],
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            by=by,
            at=at,
            why=form.why(),
        )
        return str(given["id"])

    crumb = ("Ủy quyền", "admin_mandates")
    form = MandateForm(request.POST or None)
    return changed(request, "Giao ủy quyền", form, act, done="Đã ghi ủy quyền.", back="admin_mandate_given", crumb=crumb)


@require_safe
def mandate_shown(request: HttpRequest, id: str) -> HttpResponse:
    """After an act on a mandate: the list, where it stands."""
    return mandates(request)


@require_http_methods(["GET", "HEAD", "POST"])
def mandate_revoked(request: HttpRequest, id: str) -> HttpResponse:
    def act(form: WhyForm, by: str, at: datetime) -> str:
        actions.revoke_mandate(id, on=form.cleaned_data["on"], by=by, at=at, why=form.why())
        return id

    crumb = ("Ủy quyền", "admin_mandates")
    return changed(request, f"Thu hồi ủy quyền {id}", EndForm(request.POST or None), act, done="Đã thu hồi.", back="admin_mandate_given", crumb=crumb)


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """What each role sees and which acts it does, from the tables that decide it."""
    reader(request)
    sights = {"agency": "Hồ sơ của cơ quan mình", "subtree": "Cơ quan mình và cấp dưới", "all": "Toàn tỉnh"}
    counted: dict[str, int] = {}
    for officer in org.officers():
        for role in officer.roles - officer.lent:
            counted[role] = counted.get(role, 0) + 1
    rows = [
        {
            "role": role,
            "sight": sights[role.sight],
            "acts": organisation.acts_of(role.code, now()),
            "count": counted.get(role.code, 0),
        }
        for role in ROLES.values()
    ]
    return render(request, "administration/organisation/roles.html", {"rows": rows})


def _known(username: str) -> Person:
    found = organisation.person(username)
    if found is None:
        raise NotFound("Không có người nào mang tên đăng nhập này.")
    return found
