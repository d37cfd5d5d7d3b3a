#!/usr/bin/env python3
"""The command line as a contract (design.md section 7): exit status, one line of trouble, nothing written on failure.

usage: test_cli.py PROGRAM [CASE...]     run by CTest; a case is the name of a test_ function without that prefix
"""
import json, os, shutil, struct, subprocess, sys, tempfile, zlib

PROGRAM = sys.argv[1]
WORK = tempfile.mkdtemp(prefix="hip-cli-")
REFERENCE = os.environ.get("HIP_REFERENCE", os.path.join(os.getcwd(), "..", "shared", "reference"))


def run(*args, status=0, env=None):
    full = dict(os.environ, XDG_CACHE_HOME=os.path.join(WORK, "cache"), **(env or {}))
    if args[0] in ("render", "bench"):  # the graphics driver keeps memory until the process ends; unit tests look for leaks
        full["ASAN_OPTIONS"] = "detect_leaks=0"
    done = subprocess.run([PROGRAM, *args], capture_output=True, text=True, env=full, timeout=300)
    assert done.returncode == status, "%s: status %d, wanted %d\n%s" % (args, done.returncode, status, done.stderr)
    if status:
        lines = done.stderr.strip().split("\n")
        assert len(lines) == 1 and lines[0].startswith("hip-atlas: "), "%s: not one line: %r" % (args, done.stderr)
        assert len(lines[0]) > 30, "%s: says too little: %r" % (args, lines[0])
    return done


def png_size(path):
    data = open(path, "rb").read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", data[16:24])


def png_pixels(path):
    """Raw filtered bytes: enough to tell whether two pictures of our own writer are the same or a picture is one colour."""
    data, at, body = open(path, "rb").read(), 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IDAT":
            body += data[at + 8:at + 8 + size]
        at += 12 + size
    return zlib.decompress(body)


def test_help_and_version():
    text = run("--help").stdout
    for word in ("render", "bench", "--depth", "--reveal", "hip-atlas info"):
        assert word in text, word
    assert run("render", "--help").stdout == text
    assert run("--version").stdout.startswith("hip-atlas ")


def test_wrong_usage():
    for args in (["frobnicate"], ["--frobnicate"], ["render"], ["render", "--depth", "11", "-o", "x.png"],
                 ["render", "--depth", "nan", "-o", "x.png"], ["render", "--peel", "piriformis", "-o", "x.png"],
                 ["render", "--peel", "piriformiss=1", "-o", "x.png"], ["render", "--size", "0x5", "-o", "x.png"],
                 ["render", "--size", "12", "-o", "x.png"], ["render", "--camera", "moon", "-o", "x.png"],
                 ["render", "--camera", "1,2", "-o", "x.png"], ["render", "--side", "up", "-o", "x.png"],
                 ["render", "--section", "axial", "-o", "x.png"], ["render", "--section", "axial=x", "-o", "x.png"],
                 ["render", "--view", "rubbish", "-o", "x.png"], ["render", "--theme", "pink", "-o", "x.png"],
                 ["render", "--frames", "3", "-o", "x.png"], ["render", "--frames", "3", "-o", "%s%d.png"],
                 ["render", "--ghost", "muscle=2", "-o", "x.png"], ["render", "extra", "-o", "x.png"],
                 ["list"], ["list", "nonsense"], ["body"], ["render", "-o"], ["list", "layers", "--depth", "3"]):
        run(*args, status=2)
    assert not os.path.exists("x.png")


def test_client_wrong_usage():
    picture = os.path.join(WORK, "never.png")
    for args in (["--position", "pron"], ["--position", "prone", "--stroke", "S99"], ["--pose", "hip_flexion=500"],
                 ["--pose", "hip_flexion=-90"], ["--pose", "hip_flexion=nan"], ["--pose", "hip_flexion"], ["--pose", "hip=3"],
                 ["--tool", "x"], ["--tool", "elbow", "--at", "y"], ["--at", "1,2"], ["--at", "1,2,1e9"], ["--build", "9"],
                 ["--build", "0"], ["--drape", "maybe"], ["--time", "-1"], ["--stroke", "S03", "--time", "soon"],
                 ["--client=on"], ["--view", "h1 position=pron"], ["--view", "h1 stroke=S99"], ["--view", "h1 pose=hip_flexion=500"],
                 ["--view", "h1 tool=elbow at=y"], ["--view", "h1 build=9"], ["--view", "h1 drape=maybe"]):
        run("render", *args, "-o", picture, status=2)
        assert os.listdir(WORK) in ([], ["cache"]), args
    for args in (["--tool", "x", "--at", "psis"], ["--tool", "elbow", "--at", "y"], ["--tool", "elbow"], ["--at", "psis"]):
        assert not run("info", *args, status=2).stdout, args


def test_languages():
    """Under LANG=C too; ids stay; without --lang it is English whatever the system says."""
    def named(*words, **env):
        return {row["id"]: row["name"] for row in json.loads(run("list", "structures", "--json", *words, env=env).stdout)}
    english, german = named(LC_ALL="C"), named("--lang", "de", LC_ALL="C")
    assert english.keys() == german.keys() and english["sciatic_nerve_r"] != german["sciatic_nerve_r"]
    assert named(LANGUAGE="de", LC_ALL="de_DE.UTF-8") == english
    told = [run("pain", "--zone", "buttock_mid", *words).stdout for words in ((), ("--lang", "pt"))]
    assert told[0] != told[1] and "C_pir" in told[1]
    wrong = run("list", "layers", "--lang", "xx", status=2)
    assert "xx" in wrong.stderr and "list languages" in wrong.stderr


def test_lists():
    for what in ("structures", "layers", "cameras", "languages", "themes", "colours", "sources", "landmarks", "variants",
                 "positions", "joints", "strokes", "tools", "zones", "qualities", "flags", "pain", "claims",
                 "disagreements", "contraindications", "texts"):
        rows = json.loads(run("list", what, "--json").stdout)
        assert rows and all(row["id"] and row["name"] for row in rows), what
        assert len({row["id"] for row in rows}) == len(rows), what
        assert run("list", what).stdout.count("\n") == len(rows)
    languages = json.loads(run("list", "languages", "--json").stdout)
    assert [row["id"] for row in languages] == ["en", "de", "fr", "es", "pt"] and all("reviewed" in row for row in languages)
    structures = {row["id"]: row for row in json.loads(run("list", "structures", "--json").stdout)}
    for id in ("piriformis_r", "piriformis_l", "sciatic_nerve_r", "sacrum", "quadratus_femoris_l", "hip_bone_r", "disc_l5"):
        assert id in structures, id
    assert len(json.loads(run("list", "layers", "--json").stdout)) == 11
    variants = json.loads(run("list", "variants", "--json").stdout)
    assert [row["id"] for row in variants] == ["I", "II", "III", "IV", "V", "VI"]
    for row in variants:
        assert row["text"] and row["prevalence"] and all(found["text"] and found["sources"] for found in row["prevalence"])
    strokes = json.loads(run("list", "strokes", "--json").stdout)
    assert [row["id"] for row in strokes] == ["S%02d" % (i + 1) for i in range(22)]
    positions = {row["id"] for row in json.loads(run("list", "positions", "--json").stdout)}
    assert len(positions) >= 9 and all(set(row["positions"]) <= positions for row in strokes)
    cameras = {row["id"] for row in json.loads(run("list", "cameras", "--json").stdout)}
    assert {"posterior", "anterior", "left", "right", "lateral", "superior", "inferior", "three_quarter"} <= cameras


def test_claims():
    claims = {row["id"]: row for row in json.loads(run("list", "claims", "--json").stdout)}
    assert len(claims) == 55
    assert claims["002-7"]["verdict"] == "contradicted" and claims["002-7"]["show"] == "tilt"
    assert claims["000-11"]["also"] == "partly" and claims["000-21"]["known"]["sources"] == [66, 94]
    assert claims["001-6"]["known"] is None and claims["001-6"]["say"]["text"]
    levels = [row["level"] for row in json.loads(run("list", "contraindications", "--json").stdout)]
    assert levels == sorted(levels, key=["stop", "local", "modify"].index) and len(set(levels)) == 3
    for row in json.loads(run("list", "disagreements", "--json").stdout):
        assert row["sides"] and row["line"]["sources"], row
    for row in json.loads(run("list", "texts", "--json").stdout):
        assert "fault" not in row, row
        assert row["kind"] in ("name", "term", "quote") or row["sources"], row
        assert not (row["convention"] and row["kind"] in ("evidence", "cause", "sign", "pattern")), row
    assert "0 without a source" in run("validate").stdout


def test_variants():
    pictures = set()
    for variant in ("I", "II", "III", "IV", "V", "VI"):
        path = os.path.join(WORK, "variant-%s.png" % variant)
        run("render", "--depth", "5", "--variant", variant, "--size", "320x240", "-o", path)
        pictures.add(png_pixels(path))
    assert len(pictures) == 6
    run("render", "--variant", "VII", "-o", "x.png", status=2)


def test_positions_and_strokes():
    """Every stroke in every position, sides and builds taken in turn: what the data allow is drawn, framed by itself and from
    a fixed place, where the marks change the picture; what they do not allow is one line with the positions: of each stroke
    and each position a quarter. With HIP_FULL all of that on both sides."""
    full = bool(os.environ.get("HIP_FULL"))
    positions = [row["id"] for row in json.loads(run("list", "positions", "--json").stdout)]
    strokes = json.loads(run("list", "strokes", "--json").stdout)
    path, refused, framed = os.path.join(WORK, "client.png"), 0, set()
    below = {"right": ("side_lying_right",), "left": ("side_lying_left", "side_lying_stretch", "semi_prone")}

    def picture(*args):
        run("render", "--size", "160x90", "--samples", "1", "--labels", "none", *args, "-o", path)
        assert png_size(path) == (160, 90), args
        pixels = png_pixels(path)
        os.remove(path)
        return pixels

    for at, position in enumerate(positions):
        for side in ("right", "left")[::1 if at // 2 % 2 == 0 else -1]:
            lies = ("--position", position, "--side", side, "--build", str(1 + (at + (side == "left")) % 2))
            fixed = ("--camera", "180,40,1800")
            plain = picture(*lies, *fixed)
            assert len(set(plain)) > 20, lies
            for number, row in enumerate(strokes):
                stroke, open_to = row["id"], [id for id in row["positions"] if id not in below[side]]
                if position in open_to and (full or (position, stroke) not in framed):
                    assert picture(*lies, *fixed, "--stroke", stroke, "--time", "1.5") != plain, (lies, stroke)
                    assert len(set(picture(*lies, "--stroke", stroke))) > 20, (lies, stroke)
                    framed.add((position, stroke))
                elif position not in open_to and (full or (at + number) % 4 == 0):
                    line = run("render", *lies, "--stroke", stroke, "-o", path, status=2).stderr
                    assert not os.path.exists(path) and all(id in line for id in open_to), line
                    assert stroke in line and position in line, line
                    refused += 1
    assert framed == {(position, row["id"]) for row in strokes for position in row["positions"]}
    assert refused > (300 if full else 70)


def test_stroke_lays_the_client():
    """Without a position a stroke brings its own, and the camera is the one that position and stroke together give."""
    a, b = os.path.join(WORK, "g.png"), os.path.join(WORK, "h.png")
    small = ("--size", "160x90", "--samples", "1")
    for stroke, side, position in (("S03", "right", "prone"), ("S11", "left", "side_lying_right"), ("S15", "left", "prone_knee_bent")):
        run("render", *small, "--side", side, "--stroke", stroke, "-o", a)
        run("render", *small, "--stroke", stroke, "--position", position, "--side", side, "-o", b)
        assert png_pixels(a) == png_pixels(b), (stroke, side)
        run("render", *small, "--side", side, "--position", position, "--stroke", stroke, "--camera", "180,40,1800", "-o", b)
        assert png_pixels(a) != png_pixels(b), "an own camera comes after"


def test_pain():
    """Warning signs come first, then sources, best first, with what they rest on; the same call gives the same bytes."""
    call = ("pain", "--zone", "Z_buttock_mid,thigh_post_upper", "--quality", "shooting,sitting", "--flag", "SIX_WEEKS",
            "--flag", "bladder_bowel")
    answer = json.loads(run(*call, "--json").stdout)
    assert [flag["id"] for flag in answer["flags"]] == ["bladder_bowel", "six_weeks"]
    assert [flag["tier"] for flag in answer["flags"]] == ["emergency", "soon"]
    assert all(flag["name"] and flag["act"] and flag["told"] for flag in answer["flags"])
    scores = [source["score"] for source in answer["sources"]]
    assert scores == sorted(scores, reverse=True) and len(scores) > 5
    assert {source["id"] for source in answer["sources"][:3]} == {"C_pir", "C_dgs", "C_rad_S1"}
    for source in answer["sources"]:
        assert abs(sum(source["points"].values()) - source["score"]) < 0.006, source
        assert source["name"] and source["reason"] and source["sentence"] and source["areas"], source
    assert len(answer["shown"]) == 5 and answer["note"]
    assert run(*call, "--json").stdout == run(*call, "--json").stdout
    text = run(*call).stdout
    assert text.startswith("Emergency") and text.index("Soon") < text.index("1. ") < text.index("diagnosis")
    muscles = json.loads(run("pain", "--zone", "buttock_lower", "--json").stdout)
    kinds = {source["id"]: source["kind"] for source in muscles["sources"]}
    assert any(kinds[id] != "muscle" for id in muscles["shown"])
    raised = json.loads(run("pain", "--zone", "buttock_medial", "--quality", "numb", "--json").stdout)["flags"]
    assert [(flag["id"], flag["told"]) for flag in raised] == [("saddle_numb", False)]
    alone = json.loads(run("pain", "--flag", "saddle_numb", "--json").stdout)
    assert alone["flags"][0]["tier"] == "emergency" and alone["sources"] == [] and alone["note"]
    for args, meant in ((["--zone", "buttok_mid"], "Z_buttock_mid"), (["--zone", "groin,"], "list zones"),
                        (["--quality", "burn"], "burning"), (["--flag", "night_pian"], "night_pain"), ([], "--zone")):
        assert meant in run("pain", *args, status=2).stderr, args
    assert "--quality" in run("--help").stdout


def test_describe():
    """The view in words: what is chosen, how the client lies, where it hurts; and in another language."""
    plain = run("describe").stdout
    assert "Behind" in plain and "Layer 0 of 10" in plain, plain
    nerve = run("describe", "--reveal", "sciatic_nerve").stdout
    assert "Chosen: Sciatic nerve." in nerve and "Gluteus maximus" in nerve, nerve
    lying = run("describe", "--position", "prone", "--stroke", "S14").stdout
    assert "Prone" in lying and "elbow" in lying, lying
    assert "Calf" in run("describe", "--zone", "calf_post").stdout
    assert run("describe", "--lang", "de").stdout != plain
    run("describe", "--depth", "12", status=2)


def test_source_and_compare():
    """A source is shown as its code says, in time; views side by side differ where their words do; nonsense is one line."""
    a, b = os.path.join(WORK, "g.png"), os.path.join(WORK, "h.png")
    small = ("--size", "240x135", "--samples", "1")
    run("render", *small, "--source", "tp_pir1", "-o", a)
    run("render", *small, "--source", "TP_PIR1", "--time", "8", "-o", b)
    assert png_pixels(a) == png_pixels(b), "without a time it is at its end"
    run("render", *small, "--source", "TP_PIR1", "--time", "2", "-o", b)
    assert png_pixels(a) != png_pixels(b), "before that the body is open"
    run("render", *small, "--compare", "variant=I|variant=II", "--depth", "5", "-o", a)
    run("render", *small, "--compare", "variant=I|variant=I", "--depth", "5", "-o", b)
    assert png_pixels(a) != png_pixels(b)
    names = {row["id"] for row in json.loads(run("list", "compares", "--json").stdout)}
    assert "sciatica" in names
    for args, says in ((["--source", "TP_PIR"], "did you mean TP_PIR"), (["--source", "moon"], "list pain"),
                       (["--compare", "moon"], "list compares"), (["--compare", "variant=I"], "2 or 3 panes"),
                       (["--compare", "variant=I|cam=1"], "panes share cam"), (["--compare", "variant=I|variant=IX"], "IX"),
                       (["--compare", "variant=I|" + "x" * 200], "letters")):
        done = run("render", *args, "-o", "x.png", status=2)
        assert says in done.stderr and len(done.stderr.strip().split("\n")) == 1, (args, done.stderr)
    broken = os.path.join(WORK, "compares")
    shutil.copytree("assets", broken)
    path = os.path.join(broken, "atlas", "compares.json")
    text = open(path).read()
    open(path, "w").write(text.replace("source=C_pir", "source=C_pirr").replace('"camera": "posterior"', '"camera": "moon"'))
    lines = run("validate", broken, status=1).stdout.strip().split("\n")
    assert len(lines) == 1 and "compares.json:2: unknown camera 'moon'" in lines[0], lines
    open(path, "w").write(text.replace("source=C_pir", "source=C_pirr"))
    lines = run("validate", broken, status=1).stdout.strip().split("\n")
    assert len(lines) == 1 and "compares.json:2" in lines[0] and "C_pirr" in lines[0], lines


def test_bookmark():
    data = os.path.join(WORK, "data")
    env, folder = {"XDG_DATA_HOME": data}, os.path.join(data, "hip-atlas")
    out, same, other = (os.path.join(WORK, name) for name in ("kept.png", "same.png", "other.png"))
    size = ("--size", "160x90", "-o")
    assert "none is kept" in run("render", "--bookmark", "deep", *size, out, status=2, env=env).stderr
    os.makedirs(folder)
    with open(os.path.join(folder, "bookmarks.json"), "w", encoding="utf-8") as file:
        json.dump({"version": 1, "bookmarks": [{"name": "Deep hip", "view": "h1 cam=200,5,640,0,0,-20 depth=6"},
                                               {"name": "Monday", "view": "h1 depth=3"}]}, file)
    assert [row["id"] for row in json.loads(run("list", "bookmarks", "--json", env=env).stdout)] == ["Deep hip", "Monday"]
    run("render", "--bookmark", "DEEP", *size, out, env=env)
    run("render", "--view", "h1 cam=200,5,640,0,0,-20 depth=6", *size, same, env=env)
    run("render", "--bookmark", "deep hip", "--depth", "10", *size, other, env=env)
    assert png_pixels(out) == png_pixels(same) != png_pixels(other)
    told = run("render", "--bookmark", "x", *size, os.path.join(WORK, "no.png"), status=2, env=env).stderr
    assert "'Deep hip', 'Monday'" in told and not os.path.exists(os.path.join(WORK, "no.png"))


def test_notes():
    data = os.path.join(WORK, "noted")
    env, folder = {"XDG_DATA_HOME": data}, os.path.join(data, "hip-atlas")
    bare, pinned, hidden = (os.path.join(WORK, name + ".png") for name in ("bare", "pinned", "hidden"))
    view = ("--depth", "10", "--size", "320x180", "-o")
    os.makedirs(folder)
    with open(os.path.join(folder, "notes.json"), "w", encoding="utf-8") as file:
        json.dump({"version": 1, "notes": [{"on": "sacrum", "at_mm": [0, 60, -80], "text": "Flat hand"}]}, file)
    run("render", *view, bare, env=env)
    run("render", "--notes", *view, pinned, env=env)
    run("render", "--notes", "--hide", "sacrum", *view, hidden, env=env)
    assert png_pixels(bare) != png_pixels(pinned) != png_pixels(hidden)
    with open(os.path.join(folder, "notes.json"), "w", encoding="utf-8") as file:
        file.write('{"version": 1, "notes": [{"on": "sacrum"}]}')
    told = run("render", "--notes", *view, pinned, env=env).stderr  # a picture all the same
    assert "notes.json.broken" in told and os.path.exists(os.path.join(folder, "notes.json.broken"))
    run("render", "--notes", *view, bare, env=env)
    assert png_pixels(bare) == png_pixels(pinned)
    run("describe", "--notes", status=2, env=env)


def test_validate():
    assert "no mistakes" in run("validate").stdout
    broken = os.path.join(WORK, "assets")
    shutil.copytree("assets", broken)
    path = os.path.join(broken, "atlas", "structures.json")
    text = open(path).read()
    open(path, "w").write(text.replace('"layer"', '"lager"', 3))
    done = run("validate", broken, status=1)
    lines = done.stdout.strip().split("\n")
    assert len(lines) >= 3, done.stdout
    for line in lines:
        file, number, message = line.split(":", 2)
        assert file.endswith("structures.json") and int(number) > 0 and message.strip(), line


def test_validate_client():
    """One mistake in each table about the client and the body: each is told with its place, all of them at once."""
    mistakes = (("atlas/positions.json", '"lies": "face_down"', '"lies": "down"'),
                ("atlas/strokes.json", '"id": "S02"', '"id": "S01"'),
                ("atlas/regions.json", '"contact": "none"', '"contact": "never"'),
                ("atlas/session.json", '"stroke": "S03"', '"stroke": "S99"'),
                ("atlas/joints.json", '"bone": "shank"', '"bone": "shin"'),
                ("atlas/tools.json", '"shape": "elbow"', '"shape": "knee"'),
                ("atlas/notes.json", '"kind": "fact"', '"kind": "rumour"'),
                ("client/figure.body", "grid 2.2", "grid fine"), ("body/piriformis.body", "tendon ", "tendon x"))
    broken = os.path.join(WORK, "assets")
    shutil.copytree("assets", broken)
    places = []
    for name, right, wrong in mistakes:
        path = os.path.join(broken, name)
        text = open(path).read()
        assert right in text, (name, right)
        open(path, "w").write(text.replace(right, wrong, 1))
        places.append("%s:%d: " % (name, text[:text.index(right)].count("\n") + 1))
    lines = run("validate", broken, status=1).stdout.strip().split("\n")
    for place in places:
        assert any(place in line and len(line.split(place)[1]) > 10 for line in lines), "%s not told:\n%s" % (place, "\n".join(lines))
    assert all(line.count(":") >= 2 and int(line.split(":")[1]) > 0 for line in lines), lines
    shutil.rmtree(os.path.join(broken, "client"))
    assert "figure.body" in run("validate", broken, status=1).stdout


def test_render():
    a, b = os.path.join(WORK, "a.png"), os.path.join(WORK, "b.png")
    run("render", "--size", "320x180", "-o", a)
    run("render", "--size", "320x180", "-o", b)
    assert png_size(a) == (320, 180)
    assert open(a, "rb").read() == open(b, "rb").read(), "the same call gives the same bytes"
    run("render", "--size", "320x180", "--depth", "10", "-o", b)
    assert png_pixels(a) != png_pixels(b), "bone looks like skin"
    run("render", "--size", "320x180", "--camera=anterior", "-o", b)
    assert png_pixels(a) != png_pixels(b)
    bent = ("render", "--size", "320x180", "--depth", "6", "--pose", "hip_flexion=60", "--select", "piriformis")
    seen = {}
    for lines in ("none", "selected", "all"):
        run(*bent, "--lines", lines, "-o", b)
        seen[lines] = png_pixels(b)
    assert len(set(seen.values())) == 3, "lines of pull are drawn"
    run(*bent, "-o", b)
    assert png_pixels(b) == seen["selected"], "joints have moved: the selected muscle has its line"


def test_render_rows():
    pattern = os.path.join(WORK, "row-%03d.png")
    run("render", "--size", "160x90", "--frames", "4", "--spin", "-o", pattern)
    pictures = [png_pixels(pattern % i) for i in range(4)]
    assert len(set(pictures)) == 4
    assert not os.path.exists(pattern % 4)
    run("render", "--size", "160x90", "--frames", "3", "--play", "-o", pattern)
    assert png_pixels(pattern % 0) != png_pixels(pattern % 2)


def test_render_fails_whole():
    run("render", "-o", os.path.join(WORK, "no", "such", "folder.png"), status=1)
    run("render", "--model", os.path.join(WORK, "missing.glb"), "-o", os.path.join(WORK, "never.png"), status=1)
    assert not os.path.exists(os.path.join(WORK, "never.png"))


def test_same_code_same_picture():
    code = "h1 cam=150,10,700,-40,-20,0 depth=4 ghost=gluteus_maximus_r=0.4 hide=femur_l sel=piriformis_r"
    a, b = os.path.join(WORK, "c.png"), os.path.join(WORK, "d.png")
    run("render", "--size", "320x180", "--view", code, "-o", a)
    run("render", "--size", "320x180", "--view", code, "-o", b)
    assert open(a, "rb").read() == open(b, "rb").read()
    run("render", "--size", "320x180", "--view", code.replace(" hide=femur_l", ""), "-o", b)
    assert png_pixels(a) != png_pixels(b)


def test_section():
    a, b = os.path.join(WORK, "e.png"), os.path.join(WORK, "f.png")
    run("render", "--size", "320x180", "--camera", "150,40,900", "-o", a)
    run("render", "--size", "320x180", "--camera", "150,40,900", "--section", "axial=20", "-o", b)
    assert png_pixels(a) != png_pixels(b)
    run("render", "--size", "320x180", "--camera", "150,40,900", "--section", "axial=20,flip", "-o", a)
    assert png_pixels(a) != png_pixels(b), "the other half"
    run("render", "--size", "320x180", "--camera", "150,40,900", "--section", "free=0,1,0,20", "-o", a)
    assert png_pixels(a) == png_pixels(b), "the same plane"
    run("render", "--size", "320x180", "--section", "axial=20", "--camera", "150,40,900", "-o", a)
    assert png_pixels(a) == png_pixels(b), "in any order"


def test_bench():
    row = json.loads(run("bench", "--frames", "2", "--size", "160x90", "--json").stdout)
    for key in ("first_frame_ms", "frame_ms_median", "frame_ms_p95", "triangles", "draw_calls", "peak_rss_kb", "gl_renderer",
                "size"):
        assert key in row, key
    assert row["size"] == [160, 90] and row["triangles"] > 1000 and row["draw_calls"] >= 1


def test_body():
    path = os.path.join(WORK, "hip.glb")
    run("body", "-o", path)
    data = open(path, "rb").read()
    magic, version, size = struct.unpack("<4sII", data[:12])
    assert magic == b"glTF" and version == 2 and size == len(data)
    length = struct.unpack("<I", data[12:16])[0]
    names = {node.get("name") for node in json.loads(data[20:20 + length])["nodes"]}
    assert {"gluteus_maximus_r", "gluteus_maximus_l", "piriformis_r", "hip_bone_l", "sacrum", "femur_r",
            "sciatic_nerve_r"} <= names, names
    info = json.loads(run("info", "--model", path, "--json").stdout)
    assert {row["id"] for row in info["recognised"]} >= {"sacrum", "femur_l"}, "our own file comes back"
    assert info["alignment"]["aligned"] and not info["alignment"]["mirrored"]


def test_reference():
    folder = os.path.join(REFERENCE, "bodyparts3d")
    if not os.path.isdir(folder):
        print("skipped: no reference meshes")
        sys.exit(77)
    info = json.loads(run("info", "--model", folder, "--json").stdout)
    assert len(info["recognised"]) == 53 and not info["unknown"]
    assert any("sacrum" in warning.lower() and "inch" in warning for warning in info["warnings"]), info["warnings"]
    a, b = os.path.join(WORK, "r3.png"), os.path.join(WORK, "r4.png")
    run("render", "--model", folder, "--depth", "3", "--size", "320x180", "-o", a)
    run("render", "--model", folder, "--depth", "4", "--size", "320x180", "-o", b)
    assert png_pixels(a) != png_pixels(b)


def main():
    try:
        cases = {name[5:]: value for name, value in globals().items() if name.startswith("test_")}
        for name in sys.argv[2:] or cases:
            cases[name]()
            print("ok", name)
    finally:
        shutil.rmtree(WORK, ignore_errors=True)


if __name__ == "__main__":
    main()
