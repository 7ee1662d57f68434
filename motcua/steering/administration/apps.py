from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "motcua.steering.administration"
    label = "administration"

    def ready(self) -> None:
        from motcua.steering.administration import navigation, operations, organisation, regulations
        from motcua.steering.administration.areas import GROUPS, Area, register

        navigation.places()
        regulations.areas()
        people, running = GROUPS[0], GROUPS[2]
        register(Area("agencies", "Cơ quan", "admin_agencies", "Cây tổ chức, phòng ban, sáp nhập.", organisation.agency_figures, people, 10))
        register(Area("people", "Cán bộ và chức danh", "admin_people", "Ai làm ở đâu, vai trò gì.", organisation.people_figures, people, 20))
        register(Area("mandates", "Ủy quyền ký", "admin_mandates", "Ký thay, thừa lệnh, thừa ủy quyền.", organisation.mandate_figures, people, 30))
        register(Area("roles", "Vai trò", "admin_roles", "Mỗi vai trò thấy gì, làm được gì.", group=people, order=40))
        register(Area("health", "Tình trạng hệ thống", "admin_health", "Tiến trình nền, cơ sở dữ liệu, ổ đĩa, dung lượng.", group=running, order=10))
        register(
            Area("failures", "Việc nền và tin nhắn", "admin_failures", "Những gì hỏng và đang chờ người xử lý.", operations.figures, running, 20)
        )
        register(
            Area("journal", "Nhật ký", "admin_journal", "Đầu đã công bố, khóa công khai, kiểm tra toàn vẹn.", operations.journal_figures, running, 30)
        )
