from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "motcua.steering.administration"
    label = "administration"

    def ready(self) -> None:
        from motcua.steering.administration import navigation, operations
        from motcua.steering.administration.areas import GROUPS, Area, register

        navigation.places()
        running = GROUPS[2]
        register(Area("health", "Tình trạng hệ thống", "admin_health", "Tiến trình nền, cơ sở dữ liệu, ổ đĩa, dung lượng.", group=running, order=10))
        register(
            Area("failures", "Việc nền và tin nhắn", "admin_failures", "Những gì hỏng và đang chờ người xử lý.", operations.figures, running, 20)
        )
        register(
            Area("journal", "Nhật ký", "admin_journal", "Đầu đã công bố, khóa công khai, kiểm tra toàn vẹn.", operations.journal_figures, running, 30)
        )
