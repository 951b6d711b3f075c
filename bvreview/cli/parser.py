"""The words of a command, what they mean, and the one place that turns a refusal into an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bvreview import __version__
from bvreview.cli import files, outputs, state
from bvreview.cli.demo import run_demo
from bvreview.cli.selfcheck import self_check
from bvreview.errors import BvReviewError
from bvreview.i18n import _
from bvreview.review.compared.audiences import Audience

WRONG_USE = 2
INTERRUPTED = 130


def main(words: Sequence[str]) -> int:
    """Do what the words say.

    Returns:
        0 done (for ``check``: ready), 1 to be put right or only partly done, 2 refused or wrong use.
    """
    arguments = _parser().parse_args(list(words))
    try:
        code: int = arguments.command(arguments)
        sys.stdout.flush()
    except BvReviewError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone; say no more
        return 0
    except OSError as error:
        print(_sentence(error, getattr(arguments, "output", None)), file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print(_("Stopped. What was finished stays; nothing is half done."), file=sys.stderr)
        return INTERRUPTED
    return code


def _sentence(error: OSError, output: Path | None) -> str:
    """What the system refused, without its own words for it. ``output``: what was to be written, if any."""
    name = error.filename or _("a file")
    is_missing = isinstance(error, FileNotFoundError)
    if is_missing and output and Path(name).is_relative_to(output):
        return _("Nothing can be written to {name}. Choose another place.").format(name=name)
    if is_missing:
        return _("{name} is not there.").format(name=name)
    if isinstance(error, PermissionError):
        return _("{name} cannot be written or read: permission is missing.").format(name=name)
    return _("{name} cannot be written or read. Check the disk and its free space.").format(name=name)


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Print the sentence and where to read more; exit with 2."""
        self.exit(WRONG_USE, _("{message}. See: {prog} --help\n").format(message=message, prog=self.prog))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="bvreview", description=_("Best Value reviews. Without words it opens the window."))
    parser.add_argument("--version", action="version", version=f"bvreview {__version__}")
    text = _("check the running build")
    parser.add_argument("--self-check", dest="command", action="store_const", const=self_check, help=text)
    commands = parser.add_subparsers(metavar=_("COMMAND"), parser_class=_Parser)
    _add_files(commands)
    _add_outputs(commands)
    _add_state(commands)
    parser.set_defaults(command=lambda __: parser.error(_("Say what to do")))
    return parser


def _add_files(commands: argparse._SubParsersAction[_Parser]) -> None:
    text = _("every finding of a file; exit 0 ready, 1 put right, 2 refused")
    check = commands.add_parser("check", help=text)
    check.add_argument("files", nargs="+", type=Path, metavar=_("FILE"))
    check.add_argument("--json", action="store_true", help=_("one JSON object"))
    check.set_defaults(command=files.check)
    read = commands.add_parser("read", help=_("every cell as it was read, by address"))
    read.add_argument("file", type=Path, metavar=_("FILE"))
    read.add_argument("--json", action="store_true", help=_("one JSON object"))
    read.set_defaults(command=files.read)


def _add_outputs(commands: argparse._SubParsersAction[_Parser]) -> None:
    demo = commands.add_parser("demo", help=_("the sample region: import, compare, write the outputs"))
    demo.add_argument("--out", type=Path, required=True, metavar=_("FOLDER"))
    demo.set_defaults(command=run_demo)
    template = commands.add_parser("template", help=_("an empty workbook for a review"))
    for name in ("organisation", "service", "period"):
        template.add_argument(f"--{name}", required=True)
    template.add_argument("--path", choices=("light", "full"), default="full")
    _add_output(template)
    template.set_defaults(command=outputs.template)
    benchmark = commands.add_parser("benchmark", help=_("the benchmark workbook of a service and year"))
    benchmark.add_argument("--workspace", type=Path, required=True)
    benchmark.add_argument("--service", required=True)
    benchmark.add_argument("--period", required=True)
    benchmark.add_argument("--region", default="", help=_("compare within this region; otherwise all"))
    audiences = [audience.value for audience in Audience]
    text = _("for whom it is; what they are not to see is held back (trusts)")
    benchmark.add_argument("--audience", choices=audiences, default=Audience.TRUSTS.value, help=text)
    benchmark.add_argument("--anonymous", action="store_true", help=_("organisations as letters"))
    text = _("with --anonymous: the organisation that keeps its name")
    benchmark.add_argument("--for", dest="named", default="", metavar=_("ORGANISATION"), help=text)
    _add_output(benchmark)
    benchmark.set_defaults(command=outputs.benchmark)
    plan = commands.add_parser("plan", help=_("improvement plans as PDF"))
    plan.add_argument("--workspace", type=Path, required=True)
    which = plan.add_mutually_exclusive_group(required=True)
    which.add_argument("--review", help=_("the review's id"))
    which.add_argument("--all", action="store_true")
    _add_output(plan, _("FILE|FOLDER"))
    plan.set_defaults(command=outputs.plan)


def _add_output(command: _Parser, kind: str = "") -> None:
    text = _("where to write; what is there already is kept unless --force is given")
    command.add_argument("-o", "--output", type=Path, required=True, metavar=kind or _("FILE"), help=text)
    command.add_argument("--force", action="store_true", help=_("replace what is there"))


def _add_state(commands: argparse._SubParsersAction[_Parser]) -> None:
    take_in = commands.add_parser("import", help=_("take submitted workbooks into a workspace"))
    take_in.add_argument("--workspace", type=Path, required=True)
    take_in.add_argument("paths", nargs="+", type=Path, metavar=_("FILE|FOLDER"))
    text = _("answers to the files' questions: {file name or digest: {question: choice}}")
    take_in.add_argument("--answers", type=Path, metavar=_("FILE.json"), help=text)
    text = _("for whom the files are, all three: those of others stay outside until that is answered")
    for name in ("organisation", "service", "period"):
        take_in.add_argument(f"--{name}", default="", help=text)
    take_in.add_argument("--json", action="store_true", help=_("one JSON object"))
    take_in.set_defaults(command=state.take_in)
    text = _("a received review as a marked workbook for its sender to correct")
    back = commands.add_parser("return", help=text)
    back.add_argument("--workspace", type=Path, required=True)
    back.add_argument("--review", required=True, help=_("the review's id"))
    _add_output(back)
    back.set_defaults(command=outputs.give_back)
    text = _("what was found in the file of a review: .xlsx, .pdf or .txt")
    report = commands.add_parser("report", help=text)
    report.add_argument("--workspace", type=Path, required=True)
    report.add_argument("--review", required=True, help=_("the review's id"))
    _add_output(report)
    report.set_defaults(command=outputs.report)
    verify = commands.add_parser("verify", help=_("integrity of a workspace and its history"))
    verify.add_argument("workspace", type=Path, metavar=_("WORKSPACE"))
    verify.add_argument("--json", action="store_true", help=_("one JSON object"))
    verify.set_defaults(command=state.verify)
