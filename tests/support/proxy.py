"""A line to a server that can be made bad: slow, mute, cut in the middle, or answering garbage."""

import socket
import struct
import threading
import time
from contextlib import suppress
from typing import Literal, Self

type Mood = Literal["well", "slow", "mute", "refusing", "resetting", "garbage"]
BAD: tuple[Mood, ...] = ("mute", "refusing", "resetting", "garbage")
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of no time: closing sends a reset."""


class Line:
    """Listens on `port` and passes on to the server behind it, as its mood is."""

    def __init__(self, behind: int) -> None:
        self._behind = behind
        self.mood: Mood = "well"
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()

    def becomes(self, mood: Mood) -> None:
        """Changes the mood; connections that are open feel it, too."""
        self.mood = mood
        if mood in ("refusing", "resetting", "garbage"):
            for one in list(self._open):
                self._reset(one)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.mood == "refusing":
                self._reset(client)
                continue
            server = socket.create_connection(("127.0.0.1", self._behind))
            self._open |= {client, server}
            threading.Thread(target=self._pass, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, True), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while content := source.recv(65_536):
                while self.mood == "mute":
                    time.sleep(0.05)
                if self.mood == "slow":
                    time.sleep(0.05)
                if answers and self.mood == "garbage":
                    content = b"\x00\xff garbage \r\n\r\n" * 20
                if answers and self.mood == "resetting":
                    target.sendall(content[: len(content) // 2])
                    self._reset(target)
                target.sendall(content)
        for one in (source, target):
            self._open.discard(one)
            with suppress(OSError):
                one.close()

    @staticmethod
    def _reset(one: socket.socket) -> None:
        with suppress(OSError):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            one.close()

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.mood = "well"
        self._listener.close()
        for one in list(self._open):
            self._reset(one)
