"""Where does a value of a YAML file stand: keys with file, line and path, and every `[X]` left open."""

from collections.abc import Mapping
from typing import Final

import yaml

from xubao.glossary.refusals import Refusal
from xubao.rulebook.terms import Empty
from xubao.rulebook.values import Kind

EMPTY_TEXT = "[X]"
# The C loader reads the same five times faster; a PyYAML built without it has only the other.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Required:
    """Stands for: this key has no default."""


REQUIRED: Final = _Required()


def is_empty(node: yaml.Node) -> bool:
    """Return whether a value is `[X]` (YAML reads it as a list of one X) or a text with `[X]` in it."""
    if isinstance(node, yaml.SequenceNode):
        return [child.value for child in node.value] == ["X"]
    return isinstance(node, yaml.ScalarNode) and EMPTY_TEXT in node.value


class Section:
    """A mapping of a YAML file that is read key by key; `done` refuses the keys that nobody asked for."""

    def __init__(self, file: str, path: str, node: yaml.Node, empties: list[Empty]) -> None:
        self.file, self.path, self.line, self.empties = file, path, node.start_mark.line + 1, empties
        if not isinstance(node, yaml.MappingNode):
            raise Refusal("campaigns.bad_value", file=file, line=self.line, key=path, found=_show(node), asked="键: 值")
        self.nodes: dict[str, yaml.Node] = {}
        self.asked: set[str] = set()
        for key, value in node.value:
            if key.value in self.nodes:
                raise Refusal("campaigns.double_key", file=file, line=key.start_mark.line + 1, key=key.value)
            self.nodes[key.value] = value

    def take[T, D](self, key: str, kind: Kind[T], default: D | _Required = REQUIRED) -> T | D:
        """Return the value of a key; refuses a missing one without default and one that cannot be read."""
        node = self._node(key, needed=isinstance(default, _Required))
        if node is None:
            assert not isinstance(default, _Required)
            return default
        return self._read(key, node, kind)

    def child(self, key: str) -> "Section":
        """Return the mapping under a key."""
        node = self._node(key, needed=True)
        assert node is not None
        return Section(self.file, self._at(key), node, self.empties)

    def children(self, key: str, *, needed: bool = True) -> list["Section"]:
        """Return the list of mappings under a key."""
        return [
            Section(self.file, self._at(f"{key}[{number}]"), node, self.empties)
            for number, node in enumerate(self._list(key, needed=needed), start=1)
        ]

    def named(self, key: str, *, needed: bool = True) -> dict[str, "Section"]:
        """Return the mapping of name to mapping under a key."""
        node = self._node(key, needed=needed)
        if node is None:
            return {}
        section = Section(self.file, self._at(key), node, self.empties)
        return {
            name: Section(self.file, section._at(name), child, self.empties) for name, child in section.nodes.items()
        }

    def pairs[T](self, key: str, kind: Kind[T], *, needed: bool = False) -> dict[str, T]:
        """Return the mapping of name to value under a key."""
        node = self._node(key, needed=needed)
        if node is None:
            return {}
        section = Section(self.file, self._at(key), node, self.empties)
        return {name: section._read(name, child, kind) for name, child in section.nodes.items()}

    def texts[T](self, key: str, kind: Kind[T], *, needed: bool = False) -> tuple[T, ...]:
        """Return the list of values under a key."""
        return tuple(self._read(key, node, kind) for node in self._list(key, needed=needed))

    def done(self) -> None:
        """Refuse any key that was not asked for."""
        unknown = [key for key in self.nodes if key not in self.asked]
        if unknown:
            line = self.nodes[unknown[0]].start_mark.line + 1
            known = "、".join(sorted(self.asked))
            raise Refusal("campaigns.unknown_key", file=self.file, line=line, key=self._at(unknown[0]), known=known)

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _node(self, key: str, *, needed: bool) -> yaml.Node | None:
        self.asked.add(key)
        if key not in self.nodes and needed:
            raise Refusal("campaigns.missing_key", file=self.file, line=self.line, key=self._at(key))
        return self.nodes.get(key)

    def _list(self, key: str, *, needed: bool) -> list[yaml.Node]:
        node = self._node(key, needed=needed)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            return [node]
        return list(node.value)

    def _read[T](self, key: str, node: yaml.Node, kind: Kind[T]) -> T:
        if is_empty(node):
            self.empties.append(Empty(self.file, self._at(key), kind.zh))
            return kind.blank
        try:
            if not isinstance(node, yaml.ScalarNode):
                raise ValueError(key)
            return kind.parse(node.value)
        except ValueError as broken:
            line = node.start_mark.line + 1
            found = _show(node)
            raise Refusal(
                "campaigns.bad_value", file=self.file, line=line, key=self._at(key), found=found, asked=kind.zh
            ) from broken


def _show(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "列表或嵌套内容"


def open_text(files: Mapping[str, bytes], file: str) -> str:
    """Return the text of a file (UTF-8, BOM allowed); refuses a missing file or another encoding."""
    if file not in files:
        raise Refusal("campaigns.missing_file", file=file, present="、".join(sorted(files)) or "（空）")
    try:
        return files[file].decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise Refusal("campaigns.not_utf8", file=file, at=broken.start) from broken


def open_yaml(files: Mapping[str, bytes], file: str, empties: list[Empty]) -> Section:
    """Return the top mapping of a YAML file; refuses broken YAML with its line."""
    try:
        node = yaml.compose(open_text(files, file), Loader=_LOADER)
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 0
        raise Refusal("campaigns.broken_yaml", file=file, line=line, problem=str(broken.problem)) from broken
    except yaml.YAMLError as broken:
        raise Refusal("campaigns.broken_yaml", file=file, line=0, problem=str(broken)) from broken
    if node is None:
        raise Refusal("campaigns.empty_file", file=file)
    return Section(file, "", node, empties)
