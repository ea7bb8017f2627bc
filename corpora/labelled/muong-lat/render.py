#!/usr/bin/env python3
"""Lay documents.jsonl out as files/<what is submitted>/<author>/<name>; the layout of each document is in PLAN.

    python render.py      (needs python-docx and soffice)
"""
import json
import re
import shutil
import subprocess
import tempfile
import textwrap
import unicodedata
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as AL, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

HERE = Path(__file__).resolve().parent
C, R, J = AL.CENTER, AL.RIGHT, AL.JUSTIFY
PLAN = {  # id: layout, format, file name
    "2018-cn-01": ("styles", "docx", "camket18"), "2019-cn-01": ("styles", "pdf", "camket19 chinh thuc"),
    "2018-cn-02": ("lines", "docx", "Lời hứa của cô Hặc"), "2019-cn-02": ("cards", "docx", "cô Hặc 9B"),
    "2020-cn-02": ("tuned", "odt", "HẶC Huổi Sưa"), "2018-cn-03": ("leaders", "doc", "BCK_Chu_DC"),
    "2019-cn-03": ("leaders", "docx", "BCK_Chu_PCT"), "2020-cn-03": ("grid4", "docx", "BCK_Chu_PCT_moi"),
    "2019-cn-04": ("grid4", "pdf", "DangKy-T.phan-Thuy"), "2020-cn-04": ("lines", "rtf", "DangKy-PCA-Thuy"),
    "2018-cn-05": ("boxes", "docx", "sen tram"), "2019-cn-05": ("boxes", "doc", "sen tram 2"),
    "2019-cn-06": ("tuned", "docx", "GD_PGD"), "2020-cn-06": ("sdt", "docx", "GD_PGD_v2"),
    "2018-cn-07": ("breaks", "docx", "DO phu nu"), "2020-cn-07": ("breaks", "pdf", "DO chu tich"),
    "2018-cn-08": ("app", "txt:utf-16", "phieu-9917"), "2019-cn-08": ("app", "docx", "phieu-12043"),
    "2019-cn-09": ("flow", "docx", "hoa HD"), "2020-cn-09": ("cards", "odt", "hoa HD (ban sua)"),
    "2020-cn-10": ("plain", "txt:utf-8", "loi hua chi Sua"),
    "2018-tt-02": ("numlevels", "docx", "Ke hoach chi bo"), "2019-tt-02": ("numlevels", "pdf", "Ke hoach chi bo lan 2"),
    "2019-tt-01": ("leaders", "docx", "CB CQQS"), "2019-tt-03": ("grid4", "doc", "CB_CSGT"),
    "2018-tt-05": ("flow", "rtf", "khoi DV"), "2020-tt-05": ("plain", "txt:cp1258", "khoi DV moi"),
    "2020-tt-06": ("cards", "pdf", "CB co quan xa"),
    "2018-mh-01": ("sdt", "docx", "hai dem o ban"), "2018-mh-02": ("semis", "docx", "chi doan CA"),
    "2019-mh-01": ("boxes", "pdf", "doan xa"), "2019-mh-02": ("grid4", "docx", "phien toa"),
    "2020-mh-01": ("tuned", "doc", "bep chung"), "2020-mh-02": ("semis", "docx", "bep chung DTN"),
    "2020-mh-03": ("styles", "docx", "cong so xanh"),
}
FOLDER = {"individual": "1_ca nhan", "collective": "2_tap the", "model": "3_mo hinh"}
TITLES = {
    "leaders": "BẢN CAM KẾT CÁ NHÂN|Rèn luyện, phấn đấu năm {y}", "styles": "BẢN CAM KẾT|TU DƯỠNG - RÈN LUYỆN NĂM {y}",
    "lines": "LỜI HỨA LÀM THEO BÁC|Năm {y}", "cards": "PHIẾU ĐĂNG KÝ|học tập, làm theo Bác - năm {y}",
    "tuned": "KẾ HOẠCH HÀNH ĐỘNG CÁ NHÂN|Năm {y}", "grid4": "BIỂU ĐĂNG KÝ LÀM THEO|(dùng cho năm {y})",
    "boxes": "PHIẾU CAM KẾT|Năm {y}", "sdt": "TỜ KHAI CAM KẾT ĐIỆN TỬ|Kỳ {y}", "breaks": "ĐĂNG KÝ VIỆC LÀM THEO BÁC|{y}",
    "app": "PHIẾU CAM KẾT CỦA ĐẢNG VIÊN|Kỳ cam kết: {y}", "flow": "ĐĂNG KÝ HỌC TẬP CHUYÊN ĐỀ|Năm {y}",
    "plain": "BẢN ĐĂNG KÝ|năm {y}", "numlevels": "KẾ HOẠCH|Học tập và làm theo của chi bộ, năm {y}", "semis": "BẢN ĐĂNG KÝ|{y}",
}
BULLET = re.compile(r"^\s*(?:[-+*•–]|\d+(?:\.\d+)*\.|\w\))\s+")
LEADNUM = re.compile(r"^\s*(?:[IVX]+|[A-E]|\d+|(?:PHẦN|Phần)\s+\w)\s*[./):-]\s*")


def bare(t):
    return re.sub(r"^\s*\w\.\s+", "", BULLET.sub("", t)) if re.match(r"^\s*[a-zđ]\.\s", t) else BULLET.sub("", t)


def para(box, text="", bold=False, italic=False, al=None, style=None, under=False):
    p = box.add_paragraph(style=style)
    for n, part in enumerate(text.split("\n")):
        if n:
            p.add_run().add_break(WD_BREAK.LINE)
        r = p.add_run(part)
        r.bold, r.italic, r.underline = bold, italic, under
    if al is not None:
        p.alignment = al
    p.paragraph_format.space_after = Pt(4)
    return p


def fit(t, widths):
    """Fixed column widths; no row breaks over a page."""
    t.autofit = False
    for col, w in zip(t.columns, widths):
        col.width = Cm(w)
    for row in t.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def cell(c, text, **kw):
    p0 = c.paragraphs[0]
    p = para(c, text, **kw)
    if not p0.text:
        p0._p.getparent().remove(p0._p)
    return p


def titles(d, layout):
    a, b = TITLES[layout].split("|")
    if d["kind"] == "model":
        a = {"semis": "ĐĂNG KÝ MÔ HÌNH", "boxes": "PHIẾU ĐĂNG KÝ MÔ HÌNH"}.get(layout, "BẢN ĐĂNG KÝ MÔ HÌNH")
        b = "Năm {y}"
    elif d["kind"] == "collective":
        a = a.replace(" CÁ NHÂN", " TẬP THỂ")
    return a, b.format(y=d["year"])


def facts(d):
    if d["kind"] == "individual":
        return [("Họ và tên", d["author"]), ("Chức vụ", d["position"]), ("Đơn vị công tác", d["unit"]), ("Chi bộ", d["party_cell"])]
    return [("Tên tập thể", d["author"]), ("Đơn vị", d["unit"]), ("Chi bộ", d["party_cell"])]


# ---------- numbering: two real Word lists (I. + dash) and (1. 1.1.) ----------
def add_numbering(doc):
    num = doc.part.numbering_part.element
    lists = {"heads": [("upperRoman", "%1.")], "dash": [("bullet", "-")], "tree": [("decimal", "%1."), ("decimal", "%1.%2.")]}
    first = num.find(qn("w:num"))
    for n, levels in enumerate(lists.values(), 90):
        lv = "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{f}"/><w:lvlText w:val="{t}"/><w:lvlJc w:val="left"/>'
                     f'<w:pPr><w:ind w:left="{360 * (i + 1)}" w:hanging="360"/></w:pPr></w:lvl>' for i, (f, t) in enumerate(levels))
        el = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{n}"><w:multiLevelType w:val="multilevel"/>{lv}</w:abstractNum>')
        first.addprevious(el)
        num.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'))
    return dict(zip(lists, range(90, 93)))


def numbered(p, num_id, level=0):
    n = p._p.get_or_add_pPr().get_or_add_numPr()
    n.get_or_add_ilvl().val, n.get_or_add_numId().val = level, num_id


def block_sdt(p, tag):
    """A block-level content control around the paragraph."""
    sdt = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/></w:sdtPr></w:sdt>')
    box = OxmlElement("w:sdtContent")
    p._p.addprevious(sdt)
    sdt.append(box)
    box.append(p._p)


# ---------- head ----------
def head(doc, d, layout):
    a, b = titles(d, layout)
    f = facts(d)
    party, cb = "ĐẢNG BỘ HUYỆN MƯỜNG LẠT", d["party_cell"].upper()
    if layout in ("leaders", "numlevels", "breaks"):
        t = doc.add_table(1, 2)
        cell(t.cell(0, 0), f"{party}\n{cb}\n*", al=C)
        cell(t.cell(0, 1), "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, al=C)
    elif layout in ("tuned", "grid4"):
        h = doc.sections[0].header.paragraphs[0]
        h.text = f"{party}\t\tMẫu 02/CĐ"
        doc.sections[0].footer.paragraphs[0].text = "Lưu hồ sơ chi bộ"
    elif layout == "cards":
        para(doc, f"ĐẢNG CỘNG SẢN VIỆT NAM\n{party}\n{cb}", al=C)
    elif layout == "app":
        para(doc, f"Mã phiếu: ML-{d['year'] % 100}-{sum(map(ord, d['author'])) % 9000 + 1000}", italic=True, al=R)
    elif layout == "styles":
        doc.add_paragraph(party, style="Subtitle")
    if layout == "styles":
        doc.add_paragraph(a, style="Title")
        para(doc, b, bold=True)
    else:
        para(doc, a, bold=True, al=C)
        para(doc, b, bold=True, al=C)
    if layout == "leaders":
        for k, v in f:
            para(doc, f"{k}: ………{v}……………")
    elif layout in ("tuned", "flow") and d["kind"] == "individual":
        start = "Tôi tên là" if layout == "tuned" else "Tên tôi là"
        para(doc, f"{start}: {d['author']}, chức vụ: {d['position']}; đơn vị: {d['unit']}; sinh hoạt tại {d['party_cell']}.")
    elif layout == "lines":
        for k, v in f:
            para(doc, k, italic=True)
            para(doc, v)
    elif layout == "grid4":
        t = doc.add_table(2, len(f))
        t.style = "Table Grid"
        for n, (k, v) in enumerate(f):
            cell(t.cell(0, n), k, bold=True)
            cell(t.cell(1, n), v)
    elif layout == "boxes":
        for n, (k, v) in enumerate(f, 1):
            para(doc, f"{n}. {k} (chữ in hoa): {v.upper()}" if n == 1 and d["kind"] == "individual" else f"{n}. {k}: {v}")
    elif layout == "sdt":
        for k, v in f:
            p = para(doc, f"{k}\t: {v}")
            block_sdt(p, k)
    elif layout == "app":
        for k, v in f:
            para(doc, f"{k}\t|\t{v}")
    else:
        para(doc, "\n".join(f"- {k}: {v}." for k, v in f))
    para(doc, d["intro"], al=J, italic=layout == "lines")


FILL = ["Tự làm", "Phối hợp", "Tự học", ""], ["Cả năm", "Thường xuyên", "", "Theo kế hoạch"]


# ---------- body ----------
def body(doc, d, layout):
    lists = add_numbering(doc) if layout in ("tuned", "numlevels") else {}
    if layout == "grid4":
        para(doc, "")
        t = doc.add_table(1, 4)
        t.style = "Table Grid"
        for c, x in zip(t.rows[0].cells, ("TT", "Nội dung cam kết", "Biện pháp", "Thời gian")):
            cell(c, x, bold=True, al=C)
        n = 0
        for s in d["sections"]:
            row = t.add_row().cells
            cell(row[0].merge(row[3]), s["heading"], bold=True)
            for p in s["pledges"]:
                row = t.add_row().cells
                cell(row[0], str(n + 1))
                cell(row[1], bare(p["text"]))
                cell(row[2], FILL[0][n % 4])
                cell(row[3], FILL[1][n % 4])
                n += 1
        fit(t, (1.1, 9.9, 2.6, 2.4))
        return
    if layout == "cards":
        t = doc.add_table(1, 2)
        t.style = "Table Grid"
        cell(t.cell(0, 0), "Lĩnh vực", bold=True)
        cell(t.cell(0, 1), "Việc đăng ký", bold=True)
        for s in d["sections"]:
            rows = [t.add_row().cells for _ in s["pledges"]]
            for r, p in zip(rows, s["pledges"]):
                cell(r[1], p["text"])
            left = rows[0][0].merge(rows[-1][0]) if len(rows) > 1 else rows[0][0]
            cell(left, s["heading"], bold=True)
        fit(t, (3.6, 12.4))
        return
    for k, s in enumerate(d["sections"]):
        texts = [p["text"] for p in s["pledges"]]
        if layout == "boxes":
            t = doc.add_table(1, 1)
            t.style = "Table Grid"
            cell(t.cell(0, 0), s["heading"], bold=True)
            for x in texts:
                para(t.cell(0, 0), x)
            para(doc, "")
        elif layout == "breaks":
            para(doc, s["heading"] + "\n" + "\n".join(texts))
        elif layout == "flow":
            p = para(doc, s["heading"] + ".", under=True)
            p.add_run(" " + " ".join(bare(x) for x in texts)).underline = False
        elif layout == "semis":
            para(doc, s["heading"], bold=True)
            para(doc, "; ".join(bare(x).rstrip(".") for x in texts) + ".", al=J)
        elif layout == "tuned":
            numbered(para(doc, LEADNUM.sub("", s["heading"]), bold=True), lists["heads"])
            for x in texts:
                numbered(para(doc, bare(x), al=J), lists["dash"])
        elif layout == "numlevels":
            numbered(para(doc, LEADNUM.sub("", s["heading"]), bold=True), lists["tree"], 0)
            for x in texts:
                numbered(para(doc, bare(x)), lists["tree"], 1)
        elif layout == "sdt":
            block_sdt(para(doc, s["heading"], bold=True), f"muc{k + 1}")
            for n, x in enumerate(texts):
                block_sdt(para(doc, f"{'abcdđeghikl'[n]}) {bare(x)}"), f"muc{k + 1}_{n + 1}")
        elif layout == "styles":
            doc.add_paragraph(s["heading"], style="Heading 2")
            for x in texts:
                para(doc, x, al=J)
        elif layout == "app":
            para(doc, s["heading"].upper(), bold=True)
            for x in texts:
                para(doc, "☑ " + bare(x))
        else:  # leaders, lines
            para(doc, s["heading"], bold=layout == "leaders", italic=layout == "lines")
            for x in texts:
                para(doc, x, al=J)


# ---------- signatures ----------
def sign(doc, d, layout):
    para(doc, d["closing"], italic=True)
    me = d["author"] if d["kind"] == "individual" else ""
    role = "NGƯỜI CAM KẾT" if me else "TM. TẬP THỂ"
    if layout in ("leaders", "breaks", "numlevels"):
        t = doc.add_table(1, 2)
        cell(t.cell(0, 0), "XÁC NHẬN CỦA CẤP UỶ\n(ký, đóng dấu nếu có)", al=C)
        cell(t.cell(0, 1), f"{role}\n(ký, ghi rõ họ tên)\n\n{me}", al=C)
    elif layout in ("grid4", "boxes"):
        para(doc, "NHẬN XÉT CỦA CHI BỘ: " + "…" * 40 + "\n" + "…" * 60)
        t = doc.add_table(1, 3)
        for c, x in zip(t.rows[0].cells, (f"{role}\n\n{me}", "TỔ ĐẢNG", "CHI UỶ")):
            cell(c, x, al=C)
    elif layout in ("tuned", "cards"):
        para(doc, "NHẬN XÉT CỦA CHI BỘ: Chi bộ đã nghe và nhất trí, cử một đồng chí chi uỷ theo dõi.")
        para(doc, f"{role}\n(Đã ký)\n{me}", al=R)
    elif layout in ("app", "sdt"):
        para(doc, f"Trạng thái: đã gửi | Cấp uỷ: chưa duyệt\nĐã ký điện tử: {me or d['author']}")
    else:
        para(doc, me or role, bold=True, al=R)


def make_docx(d, layout, path):
    doc = Document()
    st = doc.styles["Normal"]
    st.font.name, st.font.size = "Times New Roman", Pt(13)
    s = doc.sections[0]
    s.page_width, s.page_height, s.left_margin, s.right_margin = Cm(21), Cm(29.7), Cm(3), Cm(2)
    head(doc, d, layout)
    body(doc, d, layout)
    sign(doc, d, layout)
    doc.save(path)


def plain(d, layout, wrap):
    out = [d["party_cell"].upper(), ""] + list(titles(d, layout)) + [""]
    if layout == "app":
        out += [f"{k} = {v}" for k, v in facts(d)] + ["", d["intro"], ""]
        for s in d["sections"]:
            out += ["[" + s["heading"] + "]"] + ["   [x] " + bare(p["text"]) for p in s["pledges"]] + [""]
        out += [d["closing"]]
    else:
        out += [f"{k}: {v}" for k, v in facts(d)] + ["", d["intro"]]
        for s in d["sections"]:
            out += ["", s["heading"], "-" * len(s["heading"])] + [p["text"] for p in s["pledges"]]
        out += ["", d["closing"], d["author"] if d["kind"] == "individual" else ""]
    if wrap:  # hard-wrapped as an old editor saves it
        out = [y for x in out for y in (textwrap.wrap(x, wrap, break_long_words=False, break_on_hyphens=False,
                                                      subsequent_indent="  " if x.startswith("- ") else "") or [""])]
    return "\r\n".join(out) + "\r\n"


def cp1258(text):
    marks = "\u0300\u0301\u0303\u0309\u0323"
    out = bytearray()
    for ch in text:
        try:
            out += ch.encode("cp1258")
        except UnicodeEncodeError:
            nfd = unicodedata.normalize("NFD", ch)
            base = unicodedata.normalize("NFC", "".join(c for c in nfd if c not in marks))
            out += (base + "".join(c for c in nfd if c in marks)).encode("cp1258")
    return bytes(out)


def slug(t):
    t = unicodedata.normalize("NFD", t.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in t if not unicodedata.combining(c)).lower()).strip("-")


def main():
    docs = [json.loads(x) for x in (HERE / "documents.jsonl").open(encoding="utf-8")]
    files, manifest, jobs = HERE / "files", {}, {}
    shutil.rmtree(files, ignore_errors=True)
    with tempfile.TemporaryDirectory() as tmp:
        for d in docs:
            layout, fmt, name = PLAN[d["id"]]
            ext, _, enc = fmt.partition(":")
            target = files / FOLDER[d["kind"]] / slug(d["author"]) / f"{name}.{ext}"
            target.parent.mkdir(parents=True, exist_ok=True)
            rel = target.relative_to(files).as_posix()
            assert rel not in manifest, rel
            manifest[rel] = d["id"]
            if ext == "txt":
                text = plain(d, layout, 76 if enc == "utf-8" else 0)
                target.write_bytes(cp1258(text) if enc == "cp1258" else text.encode(enc))
            elif ext == "docx":
                make_docx(d, layout, target)
            else:
                src = Path(tmp) / f"{d['id']}.docx"
                make_docx(d, layout, src)
                jobs.setdefault(ext, []).append((src, target))
        for ext, pairs in jobs.items():
            subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp}/profile", "--headless", "--convert-to",
                            {"doc": "doc:MS Word 97"}.get(ext, ext), "--outdir", tmp, *[str(a) for a, _ in pairs]],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=400)
            for src, target in pairs:
                shutil.move(src.with_suffix("." + ext), target)
    (files / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(len(manifest), "files")


if __name__ == "__main__":
    main()
