"""source*.txt (hand-written) -> documents.jsonl, notes.jsonl, extras.json"""
import json, re
from pathlib import Path
H = Path(__file__).parent
T = {"1": (0, "Giữ vững lập trường giai cấp công nhân, kiên định con đường đi lên chủ nghĩa xã hội mà Đảng, Bác Hồ và Nhân dân ta đã lựa chọn."),
     "2": (0, "Thực hiện nghiêm Quy định những điều đảng viên không được làm và trách nhiệm nêu gương của cán bộ, đảng viên."),
     "3": (0, "Không ngừng tự học, nâng cao trình độ lý luận chính trị và chuyên môn, đáp ứng yêu cầu nhiệm vụ trong tình hình mới."),
     "4": (0, "Hoàn thành tốt nhiệm vụ chính trị được giao, xây dựng chi bộ trong sạch, vững mạnh, đoàn thể vững mạnh.")}
KIND = {"cn": "individual", "tt": "collective", "mh": "model"}
CK = {"v": "verbatim", "l": "light", "p": "paraphrase", "m": "merged"}
docs, labels, notes, extras = {}, {}, [], {}
pend = []
for f in ("source1.txt", "source2.txt", "source3.txt"):
    d = None
    for ln in (H / f).read_text(encoding="utf-8").splitlines():
        if not ln.strip(): continue
        if ln[0] == "@":
            m = re.match(r"@(\S+) (.*)", ln); did = m[1]; opt = {}
            rest = m[2]
            for k, v in re.findall(r"(\w+)(?:=(.*?))?(?= (?:rank|overlong|placeholder|stale|foreign|nameonly|overlap|missing)\b|$)", rest):
                opt[k] = v
            d = {"id": did, "year": int(did[:4]), "kind": KIND[did[5:7]], "author": "", "position": "", "unit": "", "party_cell": "", "sections": [], "intro": "", "closing": "", "labels": {}}
            d["_opt"] = opt; docs[did] = d; labels[did] = {}; extras[did] = {}
        elif ln.startswith("A: "):
            d["author"], d["position"], d["unit"], d["party_cell"] = [x.strip() for x in ln[3:].split("|")]
        elif ln.startswith("I: "): d["intro"] = ln[3:].strip()
        elif ln.startswith("C:"): d["closing"] = ln[2:].strip()
        elif ln.startswith("X "):
            k, v = ln[2:].split(":", 1); extras[did].setdefault(k, []).append(v.strip())
        elif ln.startswith("# "): d["sections"].append({"heading": ln[2:].strip(), "pledges": []})
        elif re.match(r"N .*?:", ln):
            k, v = ln[2:].split(":", 1); pend.append((did, k.strip(), v.strip()))
        else:
            ps = d["sections"][-1]["pledges"]
            n = sum(len(s["pledges"]) for s in d["sections"])
            m = re.fullmatch(r"T(\d)", ln.strip())
            if m:
                s, t = T[m[1]]; ps.append({"text": t, "specificity": s, "on_theme": False, "off_role": False, "template": True, "copy_of": None}); continue
            m = re.match(r"([012])([tr]*)(?:&(\w+))?(?:=([\w-]+)\.(\w+)~(\w))?: ?(.*)$", ln)
            assert m, ln
            p = {"text": m[7].strip(), "specificity": int(m[1]), "on_theme": "t" in m[2], "off_role": "r" in m[2], "template": False, "copy_of": None}
            if m[3]: assert m[3] not in labels[did], ln; labels[did][m[3]] = n
            if m[4]:
                i = labels[m[4]].get(m[5], None)
                if i is None: i = int(m[5])
                p["copy_of"] = {"id": m[4], "pledge": i, "kind": CK[m[6]]}
                src = [q for s in docs[m[4]]["sections"] for q in s["pledges"]][i]
                if not p["text"]: assert m[6] == "v"; p["text"] = src["text"]
                if did == "2020-cn-09" and m[6] == "m": p["copy_of"]["also"] = [2]
                if m[5].isdigit(): print("SRC", did, n, p["text"][:60], "<-", src["text"][:60])
                if src["specificity"] != p["specificity"]: print("spec differs", ln[:90])
            assert p["text"], ln
            ps.append(p)
for did, k, v in pend:
    e = {"id": did}
    if k: e["pledge"] = labels[did].get(k) if k in labels[did] else int(k)
    e["note"] = v; notes.append(e)
    if k:
        qq = [q for s in docs[did]["sections"] for q in s["pledges"]]
        if k not in labels[did]: print("NUM", k, [(i, x["text"][:22]) for i, x in enumerate(qq)] if e["pledge"] >= len(qq) else "")
        q = qq[min(e["pledge"], len(qq)-1)]
        if k not in labels[did]: print(did, e["pledge"], "|", v[:60], "|", q["text"][:70])
out = []
for d in docs.values():
    o = d.pop("_opt"); al = [q for s in d["sections"] for q in s["pledges"]]
    words = len(" ".join([d["intro"], d["closing"]] + [s["heading"] for s in d["sections"]] + [q["text"] for q in al]).split())
    over = words > (900 if d["kind"] == "individual" else 1400)
    if over != ("overlong" in o): print("OVERLONG?", d["id"], words)
    if over or words > 600: print("words", d["id"], words)
    d["labels"] = {"overlong": over, "off_theme": not any(q["on_theme"] for q in al),
        "missing_sections": [x.strip() for x in o.get("missing", "").split(";") if x.strip()],
        "placeholder_left": "placeholder" in o, "stale_year": "stale" in o, "foreign_residue": o.get("foreign") or None,
        "model_in_name_only": "nameonly" in o, "too_many_pledges": len(al) > 14,
        "overlap_with": [x for x in o.get("overlap", "").split(",") if x], "quality_rank": int(o["rank"])}
    if d["labels"]["foreign_residue"]: assert any(d["labels"]["foreign_residue"] in q["text"] for q in al), d["id"]
    out.append(d)
(H / "documents.jsonl").write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in out), encoding="utf-8")
(H / "notes.jsonl").write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in notes), encoding="utf-8")
(H / "extras.json").write_text(json.dumps(extras, ensure_ascii=False, indent=1), encoding="utf-8")
from collections import Counter
P = [q for d in out for s in d["sections"] for q in s["pledges"]]
print(len(out), Counter(d["kind"] for d in out), len(P), "spec", Counter(q["specificity"] for q in P), "offrole", sum(q["off_role"] for q in P), "tmpl", sum(q["template"] for q in P), "theme", sum(q["on_theme"] for q in P))
C = Counter(); 
for d in out:
    for s in d["sections"]:
        for q in s["pledges"]:
            c = q["copy_of"]
            if c: C[("own" if c["id"][4:] == d["id"][4:] else "other", c["kind"])] += 1
print(sum(C.values()), C)
for k in ("overlong","off_theme","missing_sections","placeholder_left","stale_year","foreign_residue","model_in_name_only","too_many_pledges","overlap_with"):
    print(k, [d["id"] for d in out if d["labels"][k]])
print("hn_foreign", sum("hn_foreign" in n["note"] for n in notes), "hn_off", sum("hn_off" in n["note"] for n in notes), "cont", sum("continuation" in n["note"] for n in notes))
# accidental duplicates
import difflib
for i, d in enumerate(out):
    for d2 in out[:i+1]:
        for a, q in enumerate(x for s in d["sections"] for x in s["pledges"]):
            if q["copy_of"] or q["template"]: continue
            for b, r in enumerate(x for s in d2["sections"] for x in s["pledges"]):
                if r["template"] or r["copy_of"] and r["copy_of"]["id"] == d["id"] or (d is d2 and b >= a): continue
                sa, sb = set(q["text"].lower().split()), set(r["text"].lower().split())
                if len(sa & sb) / min(len(sa), len(sb)) > .6 and len(sa) > 4: print("DUP?", d["id"], a, q["text"][:70], "~", d2["id"], b, r["text"][:70])
