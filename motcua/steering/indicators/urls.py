from django.urls import path

from motcua.steering.indicators.views import compare, lists, maps, monday, overview, waits

urlpatterns = [
    path("dieu-hanh", overview.overview, name="indicators"),
    path("dieu-hanh/bang/<str:by>", overview.whole_table, name="indicator_table"),
    path("dieu-hanh/ho-so", lists.listed, name="indicator_list"),
    path("dieu-hanh/cach-tinh", lists.meanings, name="indicator_definitions"),
    path("dieu-hanh/ban-do", maps.province, name="indicator_map"),
    path("dieu-hanh/noi-cho", waits.waits, name="indicator_waits"),
    path("dieu-hanh/so-sanh", compare.compare, name="indicator_compare"),
    path("dieu-hanh/thu-hai", monday.monday, name="indicator_monday"),
    path("dieu-hanh/thu-hai/in", monday.printed, name="indicator_monday_print"),
]
