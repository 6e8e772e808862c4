"""The supervisor: loads once, forks, replaces who dies, stops everybody in order."""

import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import structlog

from api.metrics.meters import Meter, Meters
from maas.app.compiling import compile_apart, marker_of
from maas.app.control import introduce
from maas.app.listening import listen
from maas.app.logs import configure_logs
from maas.app.memory import give_back, keep_little
from maas.app.numbers import Numbers
from maas.app.signals import Signals, held
from maas.app.worker import Worker, work
from maas.app.world import World, load_world
from maas.app.writer import Writer, write
from maas.clock import Clock
from maas.errors import GenerationBroken, RecordsUnavailable
from maas.generation import DataDir, Generation
from maas.records import open_records
from maas.settings import Territory

log = structlog.get_logger()

STOP_S = 12.0
"""Time for children to end before they are killed."""

STEADY_S = 10.0
"""A child that lived this long is replaced at once, a shorter-lived one after a pause."""

MAX_PAUSE_S = 30.0


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What the command line says about serving."""

    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 1


@dataclass(slots=True)
class Child:
    """A place in the process table: who fills it, since when, and how often it died early."""

    name: str
    live: Callable[[socket.socket], None]
    control: socket.socket | None = None
    pid: int = 0
    started: float = 0.0
    early_deaths: int = 0
    due: float = 0.0
    """Monotonic time of the next start."""


@dataclass(slots=True)
class Supervisor:
    """All children; the writer is the first of them."""

    signals: Signals
    children: list[Child] = field(default_factory=list)
    stopping: bool = False

    def run(self) -> None:
        """Keep every child alive until SIGTERM or SIGINT."""
        while True:
            for child in self.children:
                if not child.pid and time.monotonic() >= child.due:
                    self._start(child)
            due = [child.due for child in self.children if not child.pid]
            came = self.signals.wait(min(due, default=time.monotonic() + 60) - time.monotonic())
            if came & {signal.SIGTERM, signal.SIGINT}:
                return
            self._reap()

    def stop(self) -> None:
        """End every child: politely, then not."""
        self.stopping = True
        deadline = time.monotonic() + STOP_S
        self._signal(signal.SIGTERM)
        while any(child.pid for child in self.children) and time.monotonic() < deadline:
            self.signals.wait(min(0.5, deadline - time.monotonic()))
            self._reap()
        self._signal(signal.SIGKILL)
        for child in self.children:
            if child.pid:
                os.waitpid(child.pid, 0)

    def _start(self, child: Child) -> None:
        ours, its = socket.socketpair()
        with held():
            child.pid = os.fork()
            if child.pid == 0:
                self._become(child, ours, its)
        its.close()
        child.control, child.started = ours, time.monotonic()
        log.info("process.started", process=child.name, pid=child.pid)
        writer, *workers = self.children
        for worker in workers:
            if child in (writer, worker) and writer.control and worker.control:
                introduce(writer.control, worker.control)

    def _become(self, child: Child, ours: socket.socket, its: socket.socket) -> None:
        """In the forked child: leave the supervisor behind, live, and never come back."""
        code = 1
        try:
            self.signals.forget()
            ours.close()
            for other in self.children:
                if other.control is not None:
                    other.control.close()
            signal.pthread_sigmask(signal.SIG_SETMASK, ())
            child.live(its)
            code = 0
        except KeyboardInterrupt:
            code = 0
        finally:
            if code:
                log.exception("process.failed", process=child.name)
            sys.stderr.flush()
            os._exit(code)

    def _reap(self) -> None:
        for child in self.children:
            if child.pid and os.waitpid(child.pid, os.WNOHANG)[0]:
                self._bury(child)

    def _bury(self, child: Child) -> None:
        now = time.monotonic()
        steady = now - child.started > STEADY_S
        child.early_deaths = 0 if steady else child.early_deaths + 1
        pause = 0.0 if steady else min(MAX_PAUSE_S, 0.1 * 2**child.early_deaths)
        child.due = now + pause
        if not self.stopping:
            log.warning("process.ended", process=child.name, pid=child.pid, again_in_s=pause)
        if child.control is not None:
            child.control.close()
        child.control, child.pid = None, 0

    def _signal(self, number: int) -> None:
        for child in self.children:
            if child.pid:
                os.kill(child.pid, number)


def serve(
    territory: Territory, options: ServeOptions, greet: Callable[[str], None] = lambda _: None
) -> int:
    """Serve a territory until told to stop; the exit code.

    Args:
        greet: told the address once questions are taken there.

    Raises:
        BadSettings: the port is taken.
    """
    configure_logs()
    keep_little()
    with listen(options.host, options.port) as listener:
        generation, code = _ready_generation(territory)
        if generation is None:
            return code
        _look_at_records(territory)
        clock = Clock.starting(territory.clock, territory.clock_rate)
        log.info("service.warming", generation=generation.id)
        compiling = partial(_compile, generation, territory, clock.now(), listener)
        compile_apart(marker_of(territory), compiling)
        world = _load(generation, territory, clock.now())
        supervisor = Supervisor(Signals(), _children(territory, clock, world, listener, options))
        address = _address(listener)
        log.info(
            "service.started",
            address=address,
            generation=world.generation,
            workers=options.workers,
        )
        greet(address)
        supervisor.run()
        log.info("service.stopping")
        listener.close()
        supervisor.stop()
    return 0


def _look_at_records(territory: Territory) -> None:
    """Say at once when the records are broken: what is open to all is answered without them."""
    try:
        open_records(territory.data_dir).verify()
    except RecordsUnavailable as problem:
        log.error("records.unavailable", problem=str(problem))


def _compile(
    generation: Generation, territory: Territory, now: int, listener: socket.socket
) -> None:
    listener.close()  # nobody waits for the port, should this outlive the supervisor
    load_world(generation, territory, now)


def _load(generation: Generation, territory: Territory, now: int) -> World:
    """The world as children are to share it."""
    gc.disable()  # nearly all that is made stays: to look through it again and again finds nothing
    world = load_world(generation, territory, now)
    _end_threads()
    give_back()
    gc.freeze()  # so that children share the objects' pages for as long as they live
    gc.enable()
    return world


def _end_threads() -> None:
    """Wait for whatever thread warming may have left: none survives a fork."""
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(1)


def _children(
    territory: Territory,
    clock: Clock,
    world: World,
    listener: socket.socket,
    options: ServeOptions,
) -> list[Child]:
    numbers, meters = Numbers(), Meters.shared(options.workers)
    meters.enter("supervisor")

    def writing(control: socket.socket) -> None:
        listener.close()
        meters.enter("writer")
        write(Writer(territory, clock, numbers, world.generation), control)

    def working(number: int, control: socket.socket) -> None:
        meters.enter(f"worker {number + 1}")
        work(Worker.of(territory, clock, world, Meter(meters, number)), control, listener)

    workers = [
        Child(f"worker {number + 1}", partial(working, number)) for number in range(options.workers)
    ]
    return [Child("writer", writing), *workers]


def _ready_generation(territory: Territory) -> tuple[Generation | None, int]:
    """The current generation, imported first where there is none; or why not, as exit code."""
    data = DataDir(territory.data_dir)
    found = _open_current(data)
    if found is not None:
        return found, 0
    files = [str(file) for file in territory.files]
    code = subprocess.run([sys.executable, "-m", "maas", "import", *files], check=False).returncode
    return (_open_current(data), 4) if code == 0 else (None, code)


def _open_current(data: DataDir) -> Generation | None:
    try:
        return data.open_current(int(time.time()))
    except GenerationBroken as problem:
        log.error("generation.set_aside", problem=str(problem))
        return None


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
