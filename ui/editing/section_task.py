"""A section as an entry of the task list of its stage."""

from __future__ import annotations

from datetime import date

from msgspec import structs

from bvreview.review.assignments import Assignment
from bvreview.review.progress import Progress, SectionProgress
from ui.people.people import owner_tone, owner_words
from ui.widgets.tasks import Task


def task_of(section: SectionProgress, owned: Assignment | None, today: date) -> Task:
    """A section as an entry of the task list, with who is to fill it in and by when."""
    tone = {Progress.PUT_RIGHT: "stop", Progress.DONE: "ok"}.get(section.progress, "muted")
    mark = section.progress.value
    done = section.progress is Progress.DONE
    under = owner_words(owned, today, done=done, short=True)
    under_tone = owner_tone(owned, today, done=done)
    task = Task(section.section, section.title, section.words, mark, tone)
    return structs.replace(
        task, under=under, under_tone=under_tone, said=section.read_out, short=section.short_words
    )
