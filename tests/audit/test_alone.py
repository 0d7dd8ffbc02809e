"""The verifier is one file that needs Python and nothing else."""

import ast
import sys
from pathlib import Path

SOURCE = (Path(__file__).parents[2] / "audit" / "verify.py").read_text("utf-8")


def test_it_imports_the_standard_library_alone() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 10))
    named = [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    ]
    froms = [node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    found = {name.partition(".")[0] for name in (*named, *froms)}
    assert found <= set(sys.stdlib_module_names)
    assert "." not in froms


def test_its_functions_are_short() -> None:
    functions = [n for n in ast.walk(ast.parse(SOURCE)) if isinstance(n, ast.FunctionDef)]
    long = {f.name: len(f.body) for f in functions if _lines(f) > 15}
    assert long == {}


def _lines(function: ast.FunctionDef) -> int:
    """Of the body, its docstring aside."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1
