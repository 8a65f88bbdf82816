#!/bin/sh
# Installs what the real-server tests need on Debian or Ubuntu. May be run again at any time.
# qBittorrent 5.1 is put into a Debian tree (.cache/qbt51, or $QBT51_ROOT); without it those tests are skipped.
set -eu

cd "$(dirname "$0")/../.."
tree=${QBT51_ROOT:-$PWD/.cache/qbt51}
needed="qbittorrent-nox debootstrap xvfb xauth libgtk-3-0 libnss3 libgbm1 libasound2 unzip python3-requests curl chromium"

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
}

is_installed() {
  dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

missing=
for package in $needed; do
  is_installed "$package" || is_installed "${package}t64" || missing="$missing $package"
done

if [ -n "$missing" ]; then
  as_root apt-get -o DPkg::Lock::Timeout=300 update
  for package in $missing; do
    # Newer releases renamed some libraries; one that cannot be had must not stop the others.
    apt_install "$package" || apt_install "${package}t64" || echo "prepare: no package $package" >&2
  done
fi

skip_51() {
  echo "prepare: no qBittorrent 5.1, its tests are skipped: $1" >&2
  exit 0
}

if [ -x "$tree/usr/bin/qbittorrent-nox" ]; then
  echo "prepare: qBittorrent 5.1 is in $tree"
  exit 0
fi
if [ -z "${QBT51_ROOT:-}" ] && [ -x /opt/qbt51/usr/bin/qbittorrent-nox ]; then
  echo "prepare: qBittorrent 5.1 is in /opt/qbt51"
  exit 0
fi
[ "$(id -u)" = 0 ] || skip_51 'making and entering a Debian tree needs root'
command -v debootstrap >/dev/null || skip_51 'debootstrap is not installed'
# A half-made tree of an interrupted run cannot be continued.
rm -rf "$tree.new"
mkdir -p "$(dirname "$tree")"
debootstrap --variant=minbase --include=qbittorrent-nox,ca-certificates trixie "$tree.new" ||
  skip_51 'debootstrap failed (see above)'
mv "$tree.new" "$tree"
echo "prepare: qBittorrent 5.1 is in $tree"
