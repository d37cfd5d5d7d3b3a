#!/usr/bin/env python3
"""The reading level of client texts: the counting is right, hard texts are found, and the program's own pass.
test_reading_level.py PROGRAM"""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOOL = os.path.join(HERE, "..", "tools", "reading_level.py")
sys.path.insert(0, os.path.dirname(TOOL))
sys.dont_write_bytecode = True
import reading_level as level  # noqa: E402

WORDS = {"a": 1, "pain": 1, "muscle": 2, "little": 2, "above": 2, "walked": 1, "needed": 2, "changes": 2, "tendons": 2,
         "doctor": 2, "injury": 3, "because": 2, "going": 2, "client": 2, "people": 2, "quiet": 2, "medicine": 3,
         "inflammation": 4, "radiation": 4, "diagnosis": 4, "area": 3, "7": 1, "sit-ups": 2, "don't": 1}


def main(program):
    for word, count in WORDS.items():
        found = level.syllables(word)
        assert abs(found - count) <= (word == "area"), (word, found, count)
    names = level.Names(["Gluteus medius (right)", "Piriformis (left)"])
    assert level.measure("Gluteus medius hurts. It may be sore.", names) == (6, 2, 7)
    assert level.measure("One; two; three", names) == (3, 3, 3)
    assert level.measure("Stop: it is numb", names)[1] == 1
    easy = level.grade(level.measure("You can stop at any moment. You need no reason.", names))
    hard = level.grade(level.measure("Myofascial manipulation of contralateral musculature occasionally provokes "
                                     "disproportionate inflammatory responses.", names))
    assert easy < 4 and hard > 15, (easy, hard)
    rows = list(level.merged([("pain.X.helps", "Rest"), ("pain.X.avoid", "Sitting long on a hard edge"),
                              ("pain.X.says", "Long words need not be there, short ones will do."),
                              ("pain.Y.helps", "Rest"), ("pain.Z.helps", "Sleep")], names))
    assert [row[0] for row in rows] == ["pain.X.says", "pain.short"], rows
    assert rows[1][2] == (9, 4, 10), rows
    assert len(list(level.handout_words())) > 30
    passed = subprocess.run([sys.executable, TOOL, program], capture_output=True, text=True)
    print(passed.stdout)
    assert passed.returncode == 0, "texts that are too hard"
    strict = subprocess.run([sys.executable, TOOL, program, "--most", "3"], capture_output=True, text=True)
    assert strict.returncode == 1 and "too hard" in strict.stdout


main(sys.argv[1])
