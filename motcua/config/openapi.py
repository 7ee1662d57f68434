"""What the OpenAPI document says beyond the calls themselves: how to sign in, and the one shape of all refusals (RFC 9457)."""

from typing import Any

from ninja import NinjaAPI

BEARER = "token"
FREE = {"track", "balance", "calendar_due"}
NEEDS: dict[str, list[dict[str, list[str]]]] = {name: [{}, {BEARER: []}] for name in ("procedures", "procedure")}  # with or without a token
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "detail", "status", "fields"],
    "properties": {
        "type": {"type": "string", "description": "Tên ngắn, không đổi, của lý do từ chối."},
        "title": {"type": "string"},
        "detail": {"type": "string", "description": "Một câu cho người đọc."},
        "status": {"type": "integer"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}, "description": "Câu cho từng trường chưa đúng."},
        "seq": {"type": "integer", "description": "Chỉ với stale: hồ sơ đang ở bước nào."},
    },
}
REFUSAL = {"description": "Từ chối", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


class Api(NinjaAPI):
    """NinjaAPI whose document tells refusals and tokens too."""

    def get_openapi_schema(self, **given: Any) -> Any:
        document = super().get_openapi_schema(**given)
        parts = document.setdefault("components", {})
        parts.setdefault("schemas", {})["Problem"] = PROBLEM
        parts["securitySchemes"] = {BEARER: {"type": "http", "scheme": "bearer", "description": "Mã của một người ở một chức danh."}}
        for methods in document["paths"].values():
            for call in methods.values():
                call["responses"]["default"] = REFUSAL
                call["security"] = [] if call["operationId"] in FREE else NEEDS.get(call["operationId"], [{BEARER: []}])
        return document
