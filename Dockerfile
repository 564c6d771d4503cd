# Nginx with its Lua module, and its controller, in one container: docker build -t pluginlb .
# scripts/docker/entrypoint tells how they start and stop.
FROM debian:bookworm-slim AS build
WORKDIR /src
COPY pom.xml ./
COPY controller/pom.xml controller/
COPY scripts scripts/
RUN scripts/install.sh
COPY . .
# The classes of a start are found by a short demo.
RUN scripts/package.sh --output /package

FROM debian:bookworm-slim
COPY --from=build /package/*.deb /tmp/package/
# hadolint ignore=DL3008
RUN printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d \
    && chmod 755 /usr/sbin/policy-rc.d \
    && mkdir -p /usr/share/man/man1 \
    && groupadd --system --gid 990 pluginlb \
    && useradd --system --uid 990 --gid 990 --home-dir /var/lib/pluginlb --no-create-home --shell /usr/sbin/nologin pluginlb \
    && apt-get update \
    && apt-get install -y --no-install-recommends \
        /tmp/package/*.deb libnginx-mod-http-lua libnginx-mod-stream openjdk-17-jre-headless \
    && rm -rf /var/lib/apt/lists/* /tmp/package
COPY scripts/docker/entrypoint scripts/docker/healthcheck /usr/local/bin/

# All settings can be given as variables, and Dify's own (REDIS_HOST, REDIS_PASSWORD, ...) are understood.
ENV PLUGINLB_NGINX_INTERNAL_LISTEN=0.0.0.0:5002 \
    PLUGINLB_NGINX_PUBLIC_LISTEN=0.0.0.0:8080 \
    PLUGINLB_ADMIN_LISTEN=127.0.0.1:9320
# By number, so that those who only start it see that it is not root.
USER 990
WORKDIR /var/lib/pluginlb
VOLUME /var/lib/pluginlb
EXPOSE 5002 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=3 CMD ["healthcheck"]
ENTRYPOINT ["entrypoint"]
CMD ["run"]
