#!/bin/sh
# Makes the Java of the image in /opt/wadi/java. It needs java.desktop for its beans; of how windows look, of drawing, printing and
# sound, which nobody sees or hears here, one class of each package stays, because the packages must be there.
set -eu
windows=/tmp/windows
jimage list "$JAVA_HOME/lib/modules" | awk '
  /^Module: / { module = $2 }
  module == "java.desktop" && /\.class$/ {
    package = $1
    sub("/[^/]*$", "", package)
    if (package ~ "^(javax/(swing/(plaf|text)|print|sound|imageio)|sun/(java2d|font|print|swing|awt/(X11|im))|com/sun/(media|imageio|java|swing|accessibility))(/|$)" &&
      kept[package]++) print "/java.desktop/" $1
  }' >"$windows"
echo '**/doc-files/**' >>"$windows"
jlink --output /opt/wadi/java --compress zip-9 --strip-debug --no-header-files --no-man-pages "--exclude-resources=@$windows" \
  --add-modules java.se,jdk.charsets,jdk.crypto.cryptoki,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs
cd /opt/wadi/java/lib
rm -f libawt*.so libfontmanager.so libfreetype.so libjavajpeg.so libjawt.so libjsound.so liblcms.so libmlib_image.so libsplashscreen.so \
  psfont* classlist jrt-fs.jar
strip --strip-unneeded server/libjvm.so
