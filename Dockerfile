FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
RUN python -m venv /opt/abai-bala && /opt/abai-bala/bin/pip install --no-cache-dir .

FROM python:3.13-slim
# A named volume takes over the owner of the folder it is mounted on.
RUN useradd --uid 1000 --no-create-home --shell /usr/sbin/nologin abai \
 && install -d -o abai -g abai -m 0700 /data /keys
COPY --from=build /opt/abai-bala /opt/abai-bala
COPY content /app/content
WORKDIR /app
ENV PATH=/opt/abai-bala/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    CONTENT_DIR=/app/content
USER abai
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["python", "-c", "\
import http.client, os; \
web = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('WEB_PORT') or 8080), timeout=5); \
web.request('GET', '/healthz'); \
raise SystemExit(web.getresponse().status != 200)"]
ENTRYPOINT ["abai-bala"]
CMD ["run"]
