#!/usr/bin/env bash
# Makes the Debian package: controller/target/pluginlb_<version>_all.deb, from the jar, which it builds if it is missing.
# With lintian on this machine its words follow; PLUGINLB_JAR=FILE packages another jar, --output FOLDER says where to.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source=$root/scripts/packaging
jar=${PLUGINLB_JAR:-$root/controller/target/pluginlb.jar}
output=$root/controller/target

fail() {
    echo "package.sh: $*" >&2
    exit 1
}

# 0.1.0-SNAPSHOT is older than 0.1.0, which ~ says to dpkg.
version() {
    local version
    version=$(sed -n 's|^ *<version>\(.*\)</version>$|\1|p' "$root/pom.xml" | head -n 1)
    [[ -n $version ]] || fail "$root/pom.xml: no version (expected: <version> on a line of its own)"
    echo "${version/-SNAPSHOT/~snapshot}"
}

# put MODE FILE PATH: a file of the package. Its time is the jar's, so that the same sources give the same package.
put() {
    install -D -m "$1" "$2" "$tree/$3"
}

documents() {
    local doc=$tree/usr/share/doc/pluginlb
    put 644 "$source/copyright" usr/share/doc/pluginlb/copyright
    put 644 "$root/controller/src/main/resources/pluginlb.example.yaml" usr/share/doc/pluginlb/examples/pluginlb.example.yaml
    put 644 "$source/pluginlb.1" usr/share/man/man1/pluginlb.1
    printf 'pluginlb (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md.gz.\n\n -- %s  %s\n' \
        "$version" "$maintainer" "$(date -R -u -d "@$time")" >"$doc/changelog"
    local file
    # Under the names by which they name each other.
    for file in "$root"/{README.md,RATIONALE.md,docs/*.md,docs/images/*,scripts/monitoring/*}; do
        put 644 "$file" "usr/share/doc/pluginlb/${file#"$root"/}"
    done
    put 644 "$root/CHANGELOG.md" usr/share/doc/pluginlb/CHANGELOG.md
    # What is in the jar (CycloneDX), as the build wrote it down.
    if [[ -s ${jar%.jar}.cdx.json ]]; then
        put 644 "${jar%.jar}.cdx.json" usr/share/doc/pluginlb/pluginlb.cdx.json
    fi
    gzip -9n "$doc/changelog" "$doc/CHANGELOG.md" "$tree/usr/share/man/man1/pluginlb.1"
}

program() {
    put 644 "$jar" usr/share/pluginlb/pluginlb.jar
    put 644 "$root/scripts/java.sh" usr/share/pluginlb/java.sh
    put 755 "$source/pluginlb" usr/bin/pluginlb
    put 640 "$source/pluginlb.yaml" etc/pluginlb/pluginlb.yaml
    put 644 "$source/pluginlb.service" usr/lib/systemd/system/pluginlb.service
    put 644 "$source/pluginlb-nginx.service" usr/lib/systemd/system/pluginlb-nginx.service
    # Which classes a start needs; the archive of them is made where the Java is that will read it.
    if [[ -s ${jar%.jar}.classes ]]; then
        put 644 "${jar%.jar}.classes" usr/share/pluginlb/pluginlb.classes
    fi
    install -d "$tree/usr/share/bash-completion/completions"
    "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -jar "$jar" generate-completion \
        >"$tree/usr/share/bash-completion/completions/pluginlb"
}

control() {
    local file
    install -d "$tree/DEBIAN"
    for file in postinst prerm postrm; do
        put 755 "$source/$file" "DEBIAN/$file"
    done
    put 644 "$source/conffiles" DEBIAN/conffiles
    put 644 "$source/triggers" DEBIAN/triggers
    sed -e "s/@VERSION@/$version/" -e "s/@SIZE@/$(du -sk --exclude=DEBIAN "$tree" | cut -f1)/" \
        -e "s/@MAINTAINER@/$maintainer/" "$source/control" >"$tree/DEBIAN/control"
    (cd "$tree" && find . -type f ! -path './DEBIAN/*' ! -path './etc/*' -printf '%P\0' | LC_ALL=C sort -z \
        | xargs -0 md5sum >DEBIAN/md5sums)
}

[[ ${1:-} != --output ]] || { output=${2:?--output FOLDER}; shift 2; }
# shellcheck source=scripts/java.sh
source "$root/scripts/java.sh"
command -v dpkg-deb >/dev/null || fail "no dpkg-deb here (expected: Debian or Ubuntu)"
[[ -e $jar ]] || "$root/scripts/pluginlb" --version >&2
choose_java java || fail "no fit Java here; scripts/install.sh installs one"
[[ -e ${jar%.jar}.classes || -n ${PLUGINLB_JAR:-} ]] || "$root/scripts/archive.sh"

readonly maintainer='pluginlb maintainers <pluginlb@localhost>'
version=$(version)
time=$(stat -c %Y "$jar")
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
chmod 755 "$tree"
umask 022
program
documents
control
find "$tree" -exec touch -h -d "@$time" {} +
mkdir -p "$output"
package=$output/pluginlb_${version}_all.deb
SOURCE_DATE_EPOCH=$time dpkg-deb --root-owner-group -Zxz --build "$tree" "$package" >&2
echo "$package"
if command -v lintian >/dev/null; then
    lintian --tag-display-limit 0 "$package" >&2 || true
fi
