"""The window's way to everything else: one database thread, a slow pool, answers by signal, and `changed`."""

import importlib
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from ewloe_desktop.domain.errors import Cancelled, Expected
from ewloe_desktop.ui.dates import LONDON
from ewloe_desktop.ui.keeping import Keeper

__all__ = ["Keeper", "Task", "Work"]

_DATABASE_LAYER = ("ewloe_desktop.services.reviews", "ewloe_desktop.services.policies", "ewloe_desktop.services.school")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back from a thread; `error` is None when it worked."""

    done: Callable[[Any], None]
    failed: Callable[[BaseException], None] | None
    value: Any
    error: BaseException | None
    wrote: bool


class Task(QObject):
    """One piece of slow work that can be watched and stopped."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Asks the work to stop; its `failed` then hears Cancelled."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def progress(self, done: int, of: int) -> None:
        """Called by the work from its own thread."""
        if isValid(self):
            self.progressed.emit(done, of)


class _Lane:
    """A thread that does one job after the other; daemon, so a hanging server never keeps the program open."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)

    def end(self, seconds: float) -> bool:
        self._jobs.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


class Work(QObject):
    """Runs queries and use cases away from the window's thread and brings the answers back to it, in order."""

    changed = Signal()  # the register holds something new
    checked = Signal(object)  # a check of the whole register has ended: SignedIn as it stands now
    busy_changed = Signal(bool)  # something is under way on the database thread
    unhandled = Signal(object)  # an error that the caller did not take itself
    _answered = Signal(object)

    def __init__(self, keeper: Keeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keeper = keeper
        self._database = _Lane("register")
        self._slow: _Lane | None = None
        self._beside: _Lane | None = None
        self._under_way = 0
        self._slow_under_way = 0
        self._tasks: set[Task] = set()
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way on any thread."""
        return self._under_way == 0 and self._slow_under_way == 0

    def read(
        self,
        done: Callable[[Any], None],
        query: Callable[..., Any],
        *args: Any,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Asks `query(session, actor, *args)` and hands its facts to `done` on the window's thread."""
        self._put(done, failed, lambda: self.keeper.read(query, *args), wrote=False)

    def write(
        self,
        done: Callable[[Any], None],
        use_case: Callable[..., Any],
        *args: Any,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Runs `use_case(session, actor, *args)` as one act; `done` hears its facts, then everybody hears `changed`."""
        self._put(done, failed, lambda: self.keeper.write(use_case, *args), wrote=True)

    def note(self, use_case: Callable[..., Any], *args: Any) -> None:
        """Writes something that is no act, like what is being typed: nobody hears `changed`, no refusal is shown."""
        self._put(lambda _none: None, self.unheard, lambda: self.keeper.write(use_case, *args), wrote=False)

    def unheard(self, failure: BaseException) -> None:
        """Takes a failure that a person need not hear of; one that is nobody's doing is told all the same."""
        if not isinstance(failure, Expected):
            self.unhandled.emit(failure)

    def now(self) -> datetime:
        """This moment on the register's clock."""
        return self.keeper.now()

    def today(self) -> date:
        """This day at the school, on the register's clock."""
        return self.now().astimezone(LONDON).date()

    def ask(
        self,
        done: Callable[[Any], None],
        call: Callable[..., Any],
        *args: Any,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Calls one of the keeper's own methods (sign_in, begin, lock ...) on the database thread."""
        self._put(done, failed, lambda: call(*args), wrote=False)

    def background(
        self,
        done: Callable[[Any], None],
        call: Callable[..., Any],
        *args: Any,
        watched: bool = False,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Task:
        """Runs slow work that needs no register; `watched` work is also given (progress, cancelled) at the end."""
        task = Task(self)
        self._tasks.add(task)
        self._slow_under_way += 1
        self._slow = self._slow or _Lane("slow work")
        self._slow.put(lambda: self._run_slow(task, done, failed, call, args, watched))
        return task

    def beside(
        self, done: Callable[[Any], None], call: Callable[[], Any], *, failed: Callable[[BaseException], None]
    ) -> None:
        """Asks something short on a thread of its own; it never counts as being under way."""
        self._beside = self._beside or _Lane("beside")
        self._beside.put(lambda: self._answered.emit((_nothing, _answer(done, failed, call, False))))

    def check(
        self,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
        code: str = "",
    ) -> Task:
        """Checks the whole register, and a sheet's code against it; the task tells how far it is and can be stopped."""
        task = Task(self)
        self._put(done, failed, lambda: self._check(task, code), wrote=False)
        self._put(self.checked.emit, self.unheard, self._signed_in, wrote=False)
        return task

    def _check(self, task: Task, code: str) -> Any:
        if task.cancelled():
            raise Cancelled
        return self.keeper.check(task.progress, task.cancelled, code)

    def _signed_in(self) -> Any:
        return self.keeper.signed_in()

    def warm(self) -> None:
        """Begins to import the database layer on its thread, so that it is there when the password has been typed."""
        self._database.put(_import_database_layer)

    def end(self, seconds: float = 10.0) -> bool:
        """Ends the threads after what is under way; False when one did not end in time. The keeper is closed before."""
        for task in self._tasks:
            task.cancel()
        ended = self._database.end(seconds)
        others = [lane.end(seconds) for lane in (self._slow, self._beside) if lane is not None]
        return all(others) and ended

    def _put(
        self,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None,
        call: Callable[[], Any],
        *,
        wrote: bool,
    ) -> None:
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)
        self._database.put(lambda: self._answered.emit((self._counted, _answer(done, failed, call, wrote))))

    def _run_slow(
        self,
        task: Task,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None,
        call: Callable[..., Any],
        args: tuple[Any, ...],
        watched: bool,
    ) -> None:
        if task.cancelled():
            answer = _Answer(done, failed, None, Cancelled(), False)
        elif watched:
            answer = _answer(done, failed, lambda: call(*args, task.progress, task.cancelled), False)
        else:
            answer = _answer(done, failed, lambda: call(*args), False)
        self._answered.emit((lambda: self._slow_ended(task), answer))

    def _slow_ended(self, task: Task) -> None:
        self._slow_under_way -= 1
        self._tasks.discard(task)
        task.ended.emit()
        task.deleteLater()

    def _counted(self) -> None:
        self._under_way -= 1
        if self._under_way == 0:
            self.busy_changed.emit(False)

    def _deliver(self, pair: tuple[Callable[[], None], _Answer]) -> None:
        ended, answer = pair
        ended()
        if answer.error is None:
            if _alive(answer.done):
                answer.done(answer.value)
            if answer.wrote:
                self.changed.emit()
        elif answer.failed is None:
            self.unhandled.emit(answer.error)
        elif _alive(answer.failed):
            answer.failed(answer.error)


def _answer(
    done: Callable[[Any], None],
    failed: Callable[[BaseException], None] | None,
    call: Callable[[], Any],
    wrote: bool,
) -> _Answer:
    try:
        return _Answer(done, failed, call(), None, wrote)
    except Exception as error:  # every failure goes to the window's one door
        return _Answer(done, failed, None, error, False)


def _nothing() -> None:
    """Nobody counts what runs beside."""


def _alive(call: Callable[..., Any]) -> bool:
    """False when the call belongs to a widget that is gone."""
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def _import_database_layer() -> None:
    for name in _DATABASE_LAYER:
        importlib.import_module(name)
