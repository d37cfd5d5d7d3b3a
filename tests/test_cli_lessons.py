#!/usr/bin/env python3
"""Lessons from the command line: the program's own are drawn step by step, a newcomer's from docs/lessons.md runs, wrong
ones are told with file and line.

usage: test_cli_lessons.py PROGRAM     from the top folder
"""
import json, os, re, shutil, subprocess, sys
import test_cli as cli

DATA = os.path.join(cli.WORK, "data")
OWN = os.path.join(DATA, "hip-atlas", "lessons")
ENV = {"XDG_DATA_HOME": DATA}


def run(*args, **more):
    return cli.run(*args, env=ENV, **more)


def every_step_is_drawn():
    rows = json.loads(run("list", "lessons", "--json").stdout)
    own = {name[:-5] for name in os.listdir("assets/lessons") if name.endswith(".json")}
    assert {row["id"] for row in rows} == own and len(own) >= 6, rows
    for row in rows:
        folder = os.path.join(cli.WORK, row["id"])
        os.mkdir(folder)
        run("render", "--lesson", row["id"], "-o", os.path.join(folder, "step-%02d.png"), "--size", "96x64", "--samples", "1")
        names = sorted(os.listdir(folder))
        assert names == ["step-%02d.png" % (i + 1) for i in range(len(row["steps"]))], names
        assert 8 <= len(names) <= 14, row["id"]
        pictures = [cli.png_pixels(os.path.join(folder, name)) for name in names]
        assert all(len(set(picture)) > 20 for picture in pictures), row["id"]
        assert len(set(pictures)) > 0.7 * len(pictures), "%s: many steps look alike" % row["id"]


def what_the_docs_say_runs():
    text = re.search(r"```json\n(.*?)```", open("docs/lessons.md", encoding="utf-8").read(), re.S).group(1)
    os.makedirs(OWN)
    path = os.path.join(OWN, "nerve.json")
    open(path, "w", encoding="utf-8").write(text)
    assert "1 lesson: no mistakes" in run("validate", path).stdout
    assert "1 lesson: no mistakes" in run("validate", OWN).stdout
    assert "my_nerve" in run("list", "lessons").stdout
    picture = os.path.join(cli.WORK, "two.png")
    run("render", "--lesson", "my_nerve:2", "-o", picture, "--size", "96x64", "--samples", "1")
    run("render", "--lesson", "my_nerve:9", "-o", os.path.join(cli.WORK, "none.png"), status=2)
    assert not os.path.exists(os.path.join(cli.WORK, "none.png"))


def it_is_a_page():
    """Pictures, what is said, questions and answers, sources."""
    pdf, again = os.path.join(cli.WORK, "one.pdf"), os.path.join(cli.WORK, "two.pdf")
    run("handout", "--lesson", "my_nerve", "-o", pdf)
    run("handout", "--lesson", "my_nerve", "-o", again)
    assert open(pdf, "rb").read() == open(again, "rb").read()
    assert open(pdf, "rb").read(5) == b"%PDF-"
    if not shutil.which("pdftotext"):
        return
    for id, words in (("my_nerve", ("Where the big nerve runs", "4 So hands work beside", "b) Below piriformis", "Answers")),
                      ("tilt", ("11 To take home", "Questions", "Sources", "Neumann DA"))):
        run("handout", "--lesson", id, "-o", pdf)
        text = " ".join(subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.split())
        for word in words:
            assert word in text, (word, text[:2000])
        assert "Ask first" not in text and "Everybody stands up" not in text  # notes are the teacher's


def words_of_the_docs_are_all_there():
    """Every option that changes the view has its row in the table, and no row is more than that."""
    text = open("docs/lessons.md", encoding="utf-8").read()
    table = text[text.index("## The words"):text.index("## Running it")]
    told = {word for row in re.findall(r"^\| ([^|]*) \|", table, re.M) for word in re.findall(r"`(\w+)`", row)}
    options = set(re.findall(r"^v --(\w[\w-]*)", run("--help").stdout, re.M))
    assert options - {"view", "lesson", "bookmark", "present", "project", "fit", "quality", "flag", "lang"} - told == set(), options - told
    assert told - options == {"show", "code"}, told - options


# Of each the line is told, and what to do.
WRONG = (('"dept": 3', "unknown word 'dept' (hip-atlas --help"), ('"--depth": 3', "unknown word '--depth'"), ('"depth": 12', "0 to 10"),
         ('"depth": "muscle"', "0 to 10"), ('"depth": true', "wants a value"), ('"camera": "back"', "hip-atlas list cameras"),
         ('"camera": "1,2,3,4"', "YAW,PITCH"), ('"zoom": 0', "0.2 to 5"), ('"select": "piriformus"', "did you mean piriformis?"),
         ('"select": "Gluteus maximus"', "did you mean gluteus_maximus?"), ('"peel": "piriformis"', "ID=NUMBER"), ('"peel": "piriformis=2"', "0 to 1"),
         ('"position": "lying"', "hip-atlas list positions"), ('"stroke": "S99"', "hip-atlas list strokes"),
         ('"position": "supine", "stroke": "S03"', "it needs position prone"), ('"pose": "hip=3"', "hip-atlas list joints"),
         ('"pose": "hip_flexion=200"', "-20 to 120 degrees"), ('"pose": "hip_flexion"', "JOINT=DEGREES"), ('"section": "frontal=3"', "axial=MM"),
         ('"labels": "some"', "none, selected, all or ids"), ('"labels": "piriformis,sacrumm"', "did you mean sacrum?"),
         ('"colours": "red"', "natural, depth"), ('"variant": 2', "I, II, III"), ('"source": "piriformis"', "hip-atlas list pain"),
         ('"zone": "backk"', "hip-atlas list zones"), ('"compare": "old"', "hip-atlas list compares"), ('"side": "middle"', "right, left or both"),
         ('"stroke": "S03", "time": "two"', "wants seconds"), ('"tool": "hammer"', "hip-atlas list tools"), ('"lens": "middle"', "X,Y as shares"),
         ('"drape": "yes"', "on or off"), ('"xray": "yes"', "on or off"), ('"lesson": "layers"', "cannot hold a lesson"), ('"present": true', "press F5"))


def every_wrong_word_is_told_at_once():
    path = os.path.join(cli.WORK, "words.json")
    steps = ['{"say": "%d", "from_home": true, "show": {%s}}' % (i, show) for i, (show, _) in enumerate(WRONG)]
    open(path, "w", encoding="utf-8").write('{"id": "a", "title": "T", "steps": [\n%s]}' % ",\n".join(steps))
    said = run("validate", path, status=1).stdout.strip().split("\n")
    for i, (show, says) in enumerate(WRONG):
        rows = [row for row in said if row.startswith("%s:%d: " % (path, i + 2))]
        assert len(rows) == 1 and says in rows[0], (show, says, rows)
    assert len(said) == len(WRONG), said


def wrong_ones_are_told():
    good = open(os.path.join(OWN, "nerve.json"), encoding="utf-8").read()
    for find, instead, line, says in (('"depth": 3', '"depth": 33', 6, "0 to 10"), ('"reveal": "sciatic', '"reveal": "sciatik', 9, "did you"),
                                      ('"right": 2', '"right": 3', 13, "right"), ('"steps"', '"stepps"', 5, "stepps"),
                                      ('"zoom": 1.5', '"zoom": [1]', 15, "zoom"), ('"variant": "II"', '"variant": "IX"', 15, "IX")):
        assert find in good, find
        path = os.path.join(cli.WORK, "wrong.json")
        open(path, "w", encoding="utf-8").write(good.replace(find, instead))
        said = run("validate", path, status=1).stdout.strip().split("\n")
        assert any(row.startswith("%s:%d: " % (path, line)) and says in row for row in said), (instead, said)
    run("validate", os.path.join(cli.WORK, "missing.json"), status=1)
    shutil.copy(os.path.join(cli.WORK, "wrong.json"), OWN)
    assert "%s/wrong.json:15: " % OWN in run("validate", status=1).stdout


def main():
    try:
        every_step_is_drawn()
        what_the_docs_say_runs()
        it_is_a_page()
        words_of_the_docs_are_all_there()
        wrong_ones_are_told()
        every_wrong_word_is_told_at_once()
    finally:
        shutil.rmtree(cli.WORK, ignore_errors=True)


main()
