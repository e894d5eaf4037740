.DEFAULT_GOAL := help
# compiled modules are kept whatever the shell says: without them each process compiles the libraries anew, for 10 s
export PYTHONDONTWRITEBYTECODE :=
PORT ?= 8000
.PHONY: help setup dev demo stop test check docs bench lock clean

help: ## what can be done here
	@echo "续保 xubao"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

setup: ## 安装（只装运行所需） / install what is needed to run
	@./bootstrap.sh runtime
	@echo "已就绪 / ready: .venv/bin/xubao"

dev:
	@./bootstrap.sh dev

demo: setup ## 安装、造演示数据并启动控制台 / set up, make a book with work in it, start the console
	@.venv/bin/xubao demo --port $(PORT)

stop: ## 停止控制台 / stop the console
	@if [ -x .venv/bin/xubao ]; then .venv/bin/xubao stop; else echo "没有在运行 / nothing is running"; fi

test: dev ## 全部检查 / every check and test
	@.venv/bin/python -m setup.checks all

check: dev ## 格式、类型、分层、尺寸 / format, lint, types, contracts, sizes (no tests)
	@.venv/bin/python -m setup.checks house

docs: dev ## 重新生成 docs/reference / write docs/reference anew
	@.venv/bin/python -m tests.house.reference

bench: dev ## 性能测量 / benchmarks
	@.venv/bin/python -m setup.checks bench

lock: dev ## 更新锁定的版本 / choose the locked versions anew
	@sh setup/lock.sh

clean: ## 删除环境与资源，保留 var 中的数据 / remove what set-up made; data in var stay
	@rm -rf .venv node_modules var/tools src/xubao/doors/console/static/vendor*
