#!/usr/bin/env python3
"""How easy the texts for clients are to read: reading_level.py PROGRAM [--median G] [--most G] [--all]

Asks PROGRAM (hip-atlas) for every text of the tables that a client may read (`list texts --json`, those marked plain) and
adds the handout's own words. Each text gets the Flesch-Kincaid grade (Kincaid et al. 1975), the school year in which it is
read with ease:

    0.39 * words / sentences + 11.8 * syllables / words - 15.59

Counting, so that anybody gets the same figures:
- A sentence ends with . ! ? or ; before a space, or with the text (a semicolon parts the items of a list; Flesch 1948 counts
  each full unit of speech). A colon ends none.
- A word is a run of letters, with ' and - inside; a number is a word of one syllable.
- Syllables are groups of vowels (a e i o u y); a silent e at the end counts not (but -le after a consonant does), nor does
  the e of -ed and -es where it is silent; two vowels that are spoken apart (i-a, i-o, e-o, u-a ...) are two, except in
  -tion, -sion, -cial and the like.
- The name of a structure, as the atlas gives it, is one word of two syllables: it is explained by the picture beside it.
- Short texts say too little for a formula: below SHORT words a text is measured with its neighbours of the same entry
  (all that stands under "pain.C_pir", say), or of the same file.

Exit status 1 when the median or a text is above its limit."""
import json
import os
import re
import subprocess
import sys

SHORT = 8
HERE = os.path.dirname(os.path.abspath(__file__))
TOGETHER = re.compile(r"[ctsg]i(?=[aou])|tie(?=n)|(?<!cr)ea|ou|oi(?!ng)|oo|ui(?=[ltc])|[qg]u(?=[aeio])|eo(?=p)|"
                      r"ie(?!nt|t\b)|ei(?!ng)|au|eu")
APART = re.compile(r"i(?=[aou]|ent|et\b)|(?<=cr)e(?=a)|e(?=ing|[ou](?!r\b))|o(?=ing)|u(?=[aio](?!n))|y(?=[aeiou])")


def syllables(word):
    word = word.lower()
    if not re.search("[a-z]", word):
        return 1
    if "-" in word or "'" in word:
        return sum(syllables(part) for part in re.split("[-']", word) if part not in ("", "s", "t"))
    word = re.sub(r"(?<=[a-z])(?<![td])ed$", "", word)
    word = re.sub(r"(?<=[a-z])(?<!s)(?<!x)(?<!z)(?<!ch)(?<!sh)(?<!c)(?<!g)es$", "s", word)
    word = re.sub(r"(?<=[bcdfghkpstz])le$", "el", word)
    word = re.sub(r"(?<=[a-z])(?<![aeiouy])e$", "", word) if len(re.findall("[aeiouy]+", word)) > 1 else word
    count = len(re.findall("[aeiouy]+", word))
    count += len(APART.findall(TOGETHER.sub("_", word)))
    return max(1, count)


class Names:
    """Names of structures, longest first; each becomes one word of two syllables."""

    MARK = "Muscle"

    def __init__(self, names):
        parts = set()
        for name in names:
            name = re.sub(r" \((right|left)\)$", "", name).strip()
            if name:
                parts.add(name.lower())
        parts |= {"gluteus medius and minimus", "tensor fasciae latae"}
        ordered = sorted(parts, key=len, reverse=True)
        self.find = re.compile(r"\b(%s)\b" % "|".join(re.escape(part) for part in ordered), re.I)

    def given(self, text):
        return self.find.sub(self.MARK, text)


def measure(text, names, ends=".!?;"):
    """(words, sentences, syllables)"""
    text = names.given(text)
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*|\d+", text)
    sentences = max(1, len(re.findall(r"[%s](?=\s|$|[\"'”])" % ends, re.sub(r"[.!?;]*$", ".", text.strip()))))
    return len(words), sentences, sum(syllables(word.replace("’", "'")) for word in words)


def grade(counts):
    words, sentences, syllable_count = counts
    return 0.39 * words / sentences + 11.8 * syllable_count / words - 15.59 if words else 0.0


def handout_words():
    """The strings of the handout's own table."""
    path = os.path.join(HERE, "..", "src", "handout", "handout_words.c")
    with open(path, encoding="utf-8") as file:
        found = re.findall(r"\[(WORD_\w+)\] = ((?:\"(?:[^\"\\]|\\.)*\"\s*)+)", file.read())
    for name, strings in found:
        text = "".join(json.loads(part) for part in re.findall(r"\"(?:[^\"\\]|\\.)*\"", strings))
        yield "handout.words.%s" % name.lower(), text.replace("%s", "hip")


def gather(program):
    listed = json.loads(subprocess.run([program, "list", "texts", "--json"], check=True, capture_output=True).stdout)
    texts = [(row["id"], row["name"]) for row in listed if row["plain"]]
    return texts + list(handout_words())


def together(parts):
    return " / ".join(part[0] for part in parts), tuple(sum(part[1][i] for part in parts) for i in range(3))


def merged(texts, names):
    """Texts that are long enough by themselves, and the short ones together: (where, text, counts). Short ones join those
    of their entry, and where even these are few words, those of their file."""
    entries, files = {}, {}
    for where, text in texts:
        counts = measure(text, names)
        if counts[0] >= SHORT:
            yield where, text, counts
        elif counts[0]:
            entries.setdefault(".".join(where.split(".")[:2]), []).append((text, counts))
    for entry, parts in sorted(entries.items()):
        text, counts = together(parts)
        if counts[0] >= SHORT:
            yield entry + ".short", text, counts
        else:
            files.setdefault(entry.split(".")[0], []).extend(parts)
    for file, parts in sorted(files.items()):
        yield (file + ".short",) + together(parts)


def main(argv):
    limits = {"--median": 5.0, "--most": 10.0}
    words = argv[1:]
    show_all = "--all" in words
    words = [word for word in words if word != "--all"]
    for option in limits:
        if option in words:
            at = words.index(option)
            limits[option] = float(words[at + 1])
            del words[at:at + 2]
    if len(words) != 1:
        sys.exit(__doc__)
    listed = json.loads(subprocess.run([words[0], "list", "structures", "--json"], check=True, capture_output=True).stdout)
    names = Names([row["name"] for row in listed] + [row.get("latin") or "" for row in listed])
    rows = sorted(((grade(counts), where, text, counts) for where, text, counts in merged(gather(words[0]), names)),
                  reverse=True)
    grades = sorted(row[0] for row in rows)
    median = grades[len(grades) // 2]
    total = tuple(sum(row[3][i] for row in rows) for i in range(3))
    print("%d texts, %d words, %.1f words a sentence, %.2f syllables a word" % (
        len(rows), total[0], total[0] / total[1], total[2] / total[0]))
    print("grade: all together %.1f, median %.1f, nine in ten below %.1f, highest %.1f" % (
        grade(total), median, grades[int(0.9 * len(grades))], grades[-1]))
    for low in range(0, 12):
        count = sum(1 for value in grades if (low == 0 or value >= low) and (value < low + 1 or low == 11))
        print("  %s %3d %s" % ("below 1 " if low == 0 else "11 and +" if low == 11 else "%2d to %2d" % (low, low + 1),
                               count, "#" * (count // 3)))
    above = [row for row in rows if row[0] > limits["--most"]]
    for value, where, text, _ in rows if show_all else (above or rows[:5]):
        print("%5.1f  %s: %s" % (value, where, text))
    if median > limits["--median"] or above:
        print("too hard: median at most %g, each text at most %g" % (limits["--median"], limits["--most"]))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
