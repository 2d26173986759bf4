#!/usr/bin/env bash
# Installs what tests are checked with and run on (Debian or Ubuntu; elsewhere it says what is missing). For the document pipeline: pdftotext, pdftoppm,
# qpdf and exiftool to look at results, and tesseract for `npm run docpipeline:try`. For gates and doctor: a PostgreSQL
# with openssl for its certificate. For images/: nginx, busybox (whose sh and wget
# Alpine has) and hadolint. For all: moto, an emulator of AWS, in a Python environment under .rollout/.
set -euo pipefail
cd "$(dirname "$0")/../.."

tools=.rollout/test-tools
requirements=test/support/test-tools.txt
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
for pair in pdftotext:poppler-utils qpdf:qpdf exiftool:libimage-exiftool-perl tesseract:tesseract-ocr python3:python3; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
for program in openssl nginx busybox; do
  command -v "$program" >/dev/null || [ -x "/usr/sbin/$program" ] || missing+=("$program")
done
# Debian keeps the server's programs out of the PATH.
command -v postgres >/dev/null || [ -d /usr/lib/postgresql ] || missing+=(postgresql)
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
if [ ${#missing[@]} -gt 0 ] && ! command -v apt-get >/dev/null; then
  echo "Tests need what these packages of Debian hold, and this machine has no apt-get: ${missing[*]}. Install them." >&2
  exit 1
fi
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]}"
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if ! cmp -s "$requirements" "$tools/requirements.txt"; then
  echo "Installing $(tr '\n' ' ' <"$requirements")"
  rm -rf "$tools"
  mkdir -p "$tools"
  python3 -m venv "$tools/venv"
  "$tools/venv/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
  cp "$requirements" "$tools/requirements.txt"
fi
