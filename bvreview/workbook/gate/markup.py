"""XML parts through expat: no document types, bounded depth, attributes and tokens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.reasons import Reason, Unfit

_ENCODINGS: Final = frozenset([None, "utf-8", "utf8", "us-ascii", "ascii"])
_STEP: Final = limits.TOKEN_BYTES // 2
_SPACE: Final = " "


class Node:
    """An element of a small part: local name, attributes by local name, text directly inside, children."""

    __slots__ = ("attributes", "children", "name", "pieces", "space")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.name = local_name(tag)
        self.space = namespace(tag)
        self.attributes = attributes
        self.pieces: list[str] = []
        self.children: list[Node] = []

    @property
    def text(self) -> str:
        """The text directly inside this element."""
        return "".join(self.pieces)

    def walk(self, name: str) -> Iterator[Node]:
        """Every element of that local name below this one, in the order of the file."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.walk(name)

    def all_text(self, name: str) -> str:
        """The texts of all elements of that name below this one, joined."""
        return "".join(node.text for node in self.walk(name))


def new_parser() -> expat.XMLParserType:
    """A parser that refuses document types, odd encodings and endless comments; names are ``space name``."""
    parser = expat.ParserCreate(namespace_separator=_SPACE)
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _vet_encoding
    parser.CommentHandler = _vet_length
    parser.ProcessingInstructionHandler = lambda target, data: _vet_length(data)
    return parser


def parse(parser: expat.XMLParserType, data: bytes, part: str) -> None:
    """Run the parser over a whole part; ``Unfit`` names the part when it is not well-formed."""
    _vet_tokens(data)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unfit(Reason.DAMAGED, part=part) from error
    finally:
        # a handler that knows its parser is a cycle, and would keep the part in memory
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def vet(data: bytes) -> None:
    """Refuse a part that nobody reads for what is hostile in it; careless markup is let pass."""
    try:
        parse(new_parser(), data, "")
    except Unfit as unfit:
        if unfit.reason is not Reason.DAMAGED:
            raise


def read_tree(data: bytes, part: str) -> Node:
    """A small part (relationships, properties, names, comments) as a tree; at most 64 deep."""
    root = Node("", {})
    stack = [root]
    parser = new_parser()
    count = 0

    def start(name: str, attributes: list[str]) -> None:
        nonlocal count
        count += 1
        if count > limits.TREE_ELEMENTS:
            raise Unfit(Reason.TOO_MANY_ELEMENTS)
        if len(stack) > limits.DEPTH or len(attributes) > 2 * limits.ATTRIBUTES:
            raise Unfit(Reason.TOO_DEEP, part=part)
        pairs = zip(map(local_name, attributes[::2]), attributes[1::2], strict=True)
        node = Node(name, dict(pairs))
        stack[-1].children.append(node)
        stack.append(node)

    def end(name: str) -> None:
        stack.pop()

    def text(data: str) -> None:
        stack[-1].pieces.append(data)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parse(parser, data, part)
    return root.children[0]


def namespace(name: str) -> str:
    """The namespace of an expanded name, "" for none."""
    return name.rpartition(_SPACE)[0]


def local_name(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(_SPACE)[2]


def _refuse_doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
    raise Unfit(Reason.DOCTYPE)


def _vet_encoding(version: str, encoding: str | None, standalone: int) -> None:
    if (encoding.lower() if encoding else None) not in _ENCODINGS:
        raise Unfit(Reason.ENCODING)


def _vet_length(data: str) -> None:
    if len(data) > limits.TOKEN_BYTES:
        raise Unfit(Reason.TOO_LONG)


def _vet_tokens(data: bytes) -> None:
    """No tag or text over 1 MiB: such a stretch would leave an aligned half of that without a tag."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unfit(Reason.ENCODING)
    for start in range(0, len(data) - _STEP + 1, _STEP):
        if data.find(b"<", start, start + _STEP) < 0:
            raise Unfit(Reason.TOO_LONG)
