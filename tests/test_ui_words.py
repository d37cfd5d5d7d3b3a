#!/usr/bin/env python3
"""What the program itself says around where a pain comes from states nothing about bodies: claims, causes, advice stand in
assets/atlas with their sources. Every sentence of four words or more (with a full stop, a colon, a semicolon) and every
other text of eight that is written in the sources of these pages stands in tests/data/ui_words.txt, one a line, behind
what it is:

    label     names what stands beside or below it
    use       how the program is used, what it does or did
    trouble   what went wrong with a file or a command

A new one fails this test until somebody has judged it. No kind is for a statement about pain, bodies or massage.
test_ui_words.py [--write] (prints the lines that are missing)"""
import glob
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
FILES = ("src/ui/*pain*.c", "src/ui/panel_claims.c", "src/ui/panel_compare.c", "src/study/pain*.c", "src/atlas/pain.c",
         "src/atlas/claims.c", "src/session/session_tell.c", "src/session/session_told.c", "src/session/session_source.c",
         "src/handout/*.c", "src/pdf/*.c")
KINDS = ("label", "use", "trouble")
SENTENCE, TEXT = 4, 8  # words from which on


def texts():
    for pattern in FILES:
        found = sorted(glob.glob(os.path.join(ROOT, pattern)))
        assert found, "no file is %s" % pattern
        for path in found:
            with open(path, encoding="utf-8") as file:
                code = re.sub(r"/\*.*?\*/|#include[^\n]*", "", file.read(), flags=re.S)
            for literal in re.finditer(r'"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*', code):
                text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literal.group(0)))
                least = SENTENCE if re.search(r"[.;:!](\s|$)", text) else TEXT
                if len(re.findall(r"[A-Za-z]{2,}", text)) >= least:
                    yield os.path.relpath(path, ROOT), text.strip()


def main():
    with open(os.path.join(ROOT, "tests", "data", "ui_words.txt"), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t", 1) for line in file if line.strip() and not line.startswith("#")]
    for row in rows:
        assert len(row) == 2 and row[0] in KINDS, "no kind of text: %r" % (row,)
    judged = {row[1] for row in rows}
    assert len(judged) == len(rows), "a text stands twice in ui_words.txt"
    written = {text for _, text in texts()}
    missing = ["%s: %s" % (path, text) for path, text in texts() if text not in judged]
    gone = sorted(judged - written)
    if "--write" in sys.argv:
        print("\n".join("label\t" + text for text in sorted(written - judged)))
        return 0
    for line in missing:
        print("nobody has judged  " + line)
    for text in gone:
        print("is no longer there  " + text)
    print("%d texts: %s" % (len(written), ", ".join("%d %s" % (sum(row[0] == kind for row in rows), kind)
                                                     for kind in KINDS)))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
