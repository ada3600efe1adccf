from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.telegram.wire import NoAnswerError, NotReachedError, Wire

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Answers each request with the next of `answers`; None closes the connection instead."""

    def __init__(self, *answers: bytes | None) -> None:
        self.answers = list(answers)
        self.requests: list[bytes] = []
        self.connections = 0
        self.closes = False
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while self.answers:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].split()[0])
                self.requests.append(head + await reader.readexactly(length))
                answer = self.answers.pop(0)
                if answer is None:
                    break
                writer.write(answer)
                if self.closes:
                    break
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()


@asynccontextmanager
async def on_wire(
    server: Server, base: str = "http://127.0.0.1:{port}", tls: ssl.SSLContext | None = None
) -> AsyncIterator[Wire]:
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    wire = Wire(base.format(port=server.port))
    try:
        yield wire
    finally:
        await wire.close()
        listening.close()
        await listening.wait_closed()


async def test_a_request_is_a_post_of_json_below_the_servers_path() -> None:
    server = Server(OK)
    async with on_wire(server, "http://user:pass%20word@127.0.0.1:{port}/api/") as wire:
        assert await wire.post("bot42:TÉST/getMe", b'{"a": 1}') == (200, b"ok")
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    assert first == b"POST /api/bot42:T%C3%89ST/getMe HTTP/1.1"
    assert set(lines) == {
        b"Host: 127.0.0.1:%d" % server.port,
        b"Content-Type: application/json",
        b"Authorization: Basic dXNlcjpwYXNzIHdvcmQ=",
        b"Content-Length: 8",
    }
    assert body == b'{"a": 1}'


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        (b"HTTP/1.1 403 Forbidden\r\ncontent-length:  3 \r\n\r\nno!", 403, b"no!"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", 204, b""),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK, 200, b"ok"),
        (
            CHUNKED + b"3;name=value\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
            200,
            b"abc0123456789",
        ),
    ],
)
async def test_an_answer_is_read_to_its_end_and_the_connection_kept(
    answer: bytes, status: int, body: bytes
) -> None:
    server = Server(answer, OK)
    async with on_wire(server) as wire:
        assert await wire.post("x", b"") == (status, body)
        assert await wire.post("x", b"") == (200, b"ok")
    assert server.connections == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\n\r\nok",
    ],
)
async def test_a_connection_that_the_server_closes_is_not_used_again(answer: bytes) -> None:
    server = Server(answer, answer)
    server.closes = True
    async with on_wire(server) as wire:
        assert await wire.post("x", b"") == (200, b"ok")
        assert await wire.post("x", b"") == (200, b"ok")
    assert server.connections == 2


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"",
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 fine\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nok",
        CHUNKED + b"xyz\r\n",
        CHUNKED + b"3\r\nab",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    ],
)
async def test_what_is_no_whole_answer_is_none(answer: bytes | None) -> None:
    server = Server(answer, OK)
    server.closes = True
    async with on_wire(server) as wire:
        with pytest.raises(NoAnswerError):
            await wire.post("x", b"")
        assert await wire.post("x", b"") == (200, b"ok")


async def test_an_answer_that_comes_too_late_is_not_taken_for_the_next_one() -> None:
    late = asyncio.Event()

    class Slow(Server):
        async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connections += 1
            if self.connections > 1:
                await super().serve(reader, writer)
                return
            await reader.readuntil(b"\r\n\r\n")
            await late.wait()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate")
            writer.close()

    server = Slow(OK)
    async with on_wire(server) as wire:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await wire.post("x", b"")
        late.set()
        assert await wire.post("x", b"") == (200, b"ok")


async def test_a_connection_that_idled_long_is_not_trusted() -> None:
    server = Server(OK, OK, OK)
    async with on_wire(server) as wire:
        await wire.post("x", b"")
        await wire.post("x", b"")
        assert server.connections == 1
        now = wire._now()
        wire._now = lambda: now + 16
        await wire.post("x", b"")
    assert server.connections == 2


async def test_calls_side_by_side_have_a_connection_each_and_leave_them_to_the_next() -> None:
    server = Server(*[OK] * 6)
    async with on_wire(server) as wire:
        for _ in range(2):
            await asyncio.gather(*(wire.post("x", b"") for _ in range(3)))
    assert server.connections == 3


@pytest.mark.parametrize("base", ["http://127.0.0.1:1", "http://a..b", "https://127.0.0.1:1/api"])
async def test_no_connection_means_that_nothing_was_asked(base: str) -> None:
    wire = Wire(base)
    with pytest.raises(NotReachedError):
        await wire.post("x", b"")
    await wire.close()


async def test_a_server_is_known_by_its_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = _certificate(tmp_path)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server = Server(OK, OK)
    async with on_wire(server, "https://127.0.0.1:{port}", tls) as wire:
        assert await wire.post("x", b"") == (200, b"ok")
        assert await wire.post("x", b"") == (200, b"ok")
        assert server.connections == 1
        monkeypatch.delenv("SSL_CERT_FILE")
        stranger = Wire(f"https://127.0.0.1:{server.port}")
        with pytest.raises(NotReachedError):
            await stranger.post("x", b"")


def _certificate(folder: Path) -> Path:
    """Write a key and a certificate of its own for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "server.pem"
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return file
