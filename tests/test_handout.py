#!/usr/bin/env python3
"""The printed page as poppler reads it: hip-atlas handout -o FILE.pdf.

usage: test_handout.py PROGRAM OTHER-MODULE     run by CTest; skipped (77) without poppler-utils or where no PDF module was built
"""
import json, os, re, shutil, subprocess, sys, tempfile

PROGRAM = sys.argv[1]
OTHER = sys.argv[2]  # a module of another version
MODULE = os.path.join(os.path.dirname(PROGRAM), "hip-atlas-pdf.so")
WORK = tempfile.mkdtemp(prefix="hip-handout-")
PAGE = os.path.join(WORK, "page.pdf")


def tool(*args):
    return subprocess.run(args, capture_output=True, text=True, check=True, timeout=120).stdout


def run(*args, status=0, program=PROGRAM):
    env = dict(os.environ, XDG_CACHE_HOME=os.path.join(WORK, "cache"), ASAN_OPTIONS="detect_leaks=0")
    done = subprocess.run([program, "handout", *args], capture_output=True, text=True, env=env, timeout=300)
    assert done.returncode == status, "%s: status %d, wanted %d\n%s" % (args, done.returncode, status, done.stderr)
    return done


def text(*args):
    """The words of a page, in one line; what the program said goes to text.said."""
    text.said = run(*args, "-o", PAGE).stderr
    return re.sub(r"\s+", " ", tool("pdftotext", "-raw", PAGE, "-"))


def has(page, *words):
    for word in words:
        assert re.sub(r"\s+", " ", word) in page, "%r is not in: %s" % (word, page)


def answer(*args):
    return json.loads(subprocess.run([PROGRAM, "pain", *args, "--json"], capture_output=True, text=True, check=True).stdout)


def paper_and_picture():
    for paper, size in (("a4", "595.276 x 841.89 pts"), ("letter", "612 x 792 pts")):
        run("--zone", "buttock_mid,thigh_post_upper", "--quality", "shooting,sitting", "--paper", paper, "-o", PAGE)
        info = tool("pdfinfo", PAGE)
        assert re.search(r"Pages: +1\n", info) and size in info and "CreationDate" not in info, info
        fonts = [line.split() for line in tool("pdffonts", PAGE).splitlines()[2:]]
        assert fonts and all(re.search(r" yes +yes +yes ", " ".join(f)) for f in fonts), fonts
        rows = [line.split() for line in tool("pdfimages", "-list", PAGE).splitlines()[2:]]
        assert len(rows) == 1 and int(rows[0][12]) >= 300 and int(rows[0][13]) >= 300, rows
        tool("pdftoppm", "-r", "72", "-png", PAGE, os.path.join(WORK, paper))
        assert os.path.getsize(os.path.join(WORK, paper + "-1.png")) > 20000


def words_of_pain():
    told = ("--zone", "buttock_mid,thigh_post_upper", "--quality", "shooting,sitting")
    page = text(*told, "--date", "2026-11-22", "--note", "Zehn Minuten gehen, täglich.")
    has(page, "Where your pain may come from", "2026-11-22", "in the middle of my buttock", "Shooting, like electricity",
        "What may help", "What to avoid", "When to see a doctor", "Good to know", "From your therapist",
        "Zehn Minuten gehen, täglich.", "Made with Hip Atlas", "Sources:", "Hopayian K et al 2010")
    assert text.said == "", text.said
    sources = answer(*told)["sources"][:1]
    for source in sources:
        has(page, source["plain"])
    assert "2026" not in text(*told).replace("2026-11-22", ""), "a date nobody gave"


def signs_first():
    page = text("--zone", "buttock_mid", "--flag", "saddle_numb,six_weeks")
    emergency, soon, sources = (page.index(w) for w in ("Emergency: today", "Soon: have it looked at", "What it may be"))
    assert emergency < soon < sources, page
    has(page, "No massage.", "emergency")
    assert "What may help" not in page


def notes():
    page = text("--zone", "groin", "--note", " ".join("word%d" % i for i in range(3000)))
    has(page, "word0 word1", "The note was longer than the page and ends here.")
    assert "word2999" not in page and "cut" in text.said and text.said.count("\n") == 1, text.said
    page = text("--zone", "groin", "--note", "x" * 120 + " end", "--paper", "letter")
    assert page.replace("\u00ad", "").replace("-", "").replace(" ", "").count("x" * 120) == 1, page
    page = text("--zone", "groin", "--note", "Łódź 😀 ok")
    has(page, "Łódź ok")


def other_views():
    has(text("--stroke", "S13"), "What your massage does here", "Trigger-point", "When to see a doctor")
    has(text("--select", "piriformis"), "A look at one part of your hip", "Piriformis")
    has(text("--position", "prone"), "How you lie for your massage", "face down")
    has(text("--source", "C_gtps", "--side", "left"), "Tendons at the side of the hip")
    has(text("--zone", "groin", "--paper", "letter", "--side", "left"), "On the left side.")


def same_bytes():
    first = os.path.join(WORK, "first.pdf")
    run("--zone", "sij", "-o", first)
    run("--zone", "sij", "-o", PAGE)
    assert open(first, "rb").read() == open(PAGE, "rb").read()


def trouble():
    never = os.path.join(WORK, "never.pdf")
    for args, status in ((["--paper", "a5", "-o", never], 2), (["--date", "tomorrow", "-o", never], 2),
                         (["--date", "2026-02-30", "-o", never], 2), ([], 2), (["--zone", "nowhere", "-o", never], 2),
                         (["--frames", "3", "-o", never], 2), (["-o", os.path.join(WORK, "no", "never.pdf")], 1),
                         (["-o", WORK], 1)):
        before = sorted(os.listdir(WORK))
        lines = run(*args, status=status).stderr.strip().split("\n")
        assert len(lines) == 1 and lines[0].startswith("hip-atlas: ") and len(lines[0]) > 30, (args, lines)
        assert sorted(os.listdir(WORK)) == before, args


def the_module_is_opened_late():
    """The program itself needs nothing of cairo; alone, with a broken module or another version's it says so in a line."""
    needs = re.findall(r"NEEDED.*\[(.*)\]", tool("readelf", "-d", PROGRAM)) if shutil.which("readelf") else []
    late = [n for n in needs if re.match("lib(cairo|pango|g(lib|object|io|module)-|harfbuzz|pixman|fribidi|assimp)", n)]
    assert not late, "every start opens %s" % late
    alone = os.path.join(WORK, "alone")
    os.mkdir(alone)
    program = shutil.copy(PROGRAM, alone)
    for broken, says in ((None, "no hip-atlas-pdf.so beside this program"), (b"\x7fELF", "cannot be opened: "),
                         (OTHER, "of another version")):
        if isinstance(broken, bytes):
            open(os.path.join(alone, "hip-atlas-pdf.so"), "wb").write(broken)
        elif broken:
            shutil.copy(broken, os.path.join(alone, "hip-atlas-pdf.so"))
        said = run("-o", PAGE, program=program, status=1).stderr
        assert said.startswith("hip-atlas: ") and said.count("\n") == 1 and says in said, said


def main():
    for name in ("pdftotext", "pdfinfo", "pdffonts", "pdfimages", "pdftoppm"):
        if not shutil.which(name):
            print("skipped: %s is not installed (tools/install test)" % name)
            return 77
    if not os.path.exists(MODULE):
        print("skipped: built without cairo and pango")
        return 77
    for case in (paper_and_picture, words_of_pain, signs_first, notes, other_views, same_bytes, trouble,
                 the_module_is_opened_late):
        case()
        print("ok", case.__name__)
    shutil.rmtree(WORK)
    return 0


sys.exit(main())
