# `make help` lists everything. `make run` is the first command, `make test` the second.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
export PYTHONUNBUFFERED ?= 1

.DEFAULT_GOAL := help
.PHONY: help python env env-dev browser run stop demo test test-fast test-kill check fix styles lock clean pictures

help: ## Danh sách lệnh
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/^([a-z-]+):.*## /\1\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Không thấy $(PYTHON). Hãy cài Python 3.11 trở lên, hoặc chỉ chỗ: make PYTHON=/duong/dan/python3.12 …" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên; $(PYTHON) là `$(PYTHON) -V 2>&1`. Chỉ Python khác: make PYTHON=python3.12 …" >&2; exit 2; }

env: python
	@$(PYTHON) scripts/environment.py run

env-dev: python
	@$(PYTHON) scripts/environment.py dev

browser: env-dev
	@$(BIN)/python scripts/browser.py

run: env ## Chạy cả hệ thống (PORT=8000 HOST=127.0.0.1; DATABASE_URL= dùng PostgreSQL có sẵn); Ctrl-C dừng tất cả
	@exec $(BIN)/motcua run

stop: env ## Dừng hệ thống đang chạy ở thư mục này
	@exec $(BIN)/motcua stop

demo: env ## Nạp lại dữ liệu mẫu (SIZE=small|full, SEED=1)
	@exec $(BIN)/motcua demo --size $(or $(SIZE),small) --seed $(or $(SEED),1)

test: browser ## Chạy mọi kiểm thử, có trình duyệt thật
	@exec $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --durations=10 $(ARGS)

test-fast: env-dev ## Kiểm thử nhanh: bỏ loại chậm, loại trình duyệt, loại giết tiến trình
	@exec $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m "not slow and not browser and not kill" $(ARGS)

test-kill: env-dev ## Giết web và worker 200 lần dưới tải, rồi soát lại
	@MOTCUA_KILLS=$(or $(KILLS),200) exec $(BIN)/python -m pytest -m kill $(ARGS)

check: env-dev ## Kiểm tra mã: ruff, mypy, djlint, hợp đồng import, migration
	@exec $(BIN)/python scripts/check.py

fix: env-dev ## Tự sửa định dạng
	@$(BIN)/ruff check --fix --exit-zero .
	@exec $(BIN)/ruff format .

styles: env-dev ## Dựng style sheet từ các mảnh motcua/base/styles
	@exec $(BIN)/python scripts/styles.py

pictures: env-dev browser ## Chụp lại hình của README và hướng dẫn từ bản đang chạy
	@exec $(BIN)/python scripts/pictures.py

lock: env-dev ## Dựng lại tệp khóa, không ghi tên máy chủ nào
	@exec $(BIN)/python scripts/lock.py

clean: ## Xóa môi trường và bộ nhớ đệm (giữ var/)
	@rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build *.egg-info
