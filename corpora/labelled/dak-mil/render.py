#!/usr/bin/env python3
"""Render documents.jsonl of this folder into files/ (layouts and file names: layout.json).

    python render.py          needs python-docx and soffice; no arguments

Layouts: dotted, sentence, autonum, heading, valuebelow, table3, table3v, table4, modeltable, softbreak, tentoi, sdt,
runon, runsent, khhd, plainhead, letters (Word) and txt8, txt16, txt1258 (plain text).
"""
import json
import re
import shutil
import subprocess
import tempfile
import unicodedata
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as AL
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

HERE = Path(__file__).resolve().parent
PLACE = "Pơ Lang"


def day(d):
    n = sum(map(ord, d["id"])) % 17
    return f"{PLACE}, ngày {10 + n} tháng 02 năm {d['year']}"


def para(box, text="", bold=False, italic=False, align=None, underline=False):
    p = box.add_paragraph()
    if text:
        r = p.add_run(text)
        r.bold, r.italic, r.underline = bold or None, italic or None, underline or None
    p.alignment = align
    return p


def fill(cell, lines, bold=False, align=None):
    cell.paragraphs[0].add_run(lines[0]).bold = bold or None
    cell.paragraphs[0].alignment = align
    for t in lines[1:]:
        para(cell, t, bold, align=align)


def numbering(doc, levels):
    """A new list definition; levels = [(numFmt, lvlText)]; returns numId."""
    root = doc.part.numbering_part.element
    absid = max([int(a.get(qn("w:abstractNumId"))) for a in root.findall(qn("w:abstractNum"))] + [0]) + 1
    numid = max([int(a.get(qn("w:numId"))) for a in root.findall(qn("w:num"))] + [0]) + 1
    lv = "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{f}"/><w:lvlText w:val="{t}"/><w:lvlJc w:val="left"/>'
                 f'<w:pPr><w:ind w:left="{360 * (i + 1)}" w:hanging="360"/></w:pPr></w:lvl>' for i, (f, t) in enumerate(levels))
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{absid}"><w:multiLevelType w:val="multilevel"/>{lv}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{numid}"><w:abstractNumId w:val="{absid}"/></w:num>'))
    return numid


def numbered(p, numid, level):
    ppr = p._p.get_or_add_pPr()
    ppr.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{numid}"/></w:numPr>'))
    return p


def wrap_sdt(element, title, inline=False):
    """Put a run or a paragraph into a content control."""
    sdt = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{title}"/></w:sdtPr><w:sdtContent/></w:sdt>')
    element.addprevious(sdt)
    sdt.find(qn("w:sdtContent")).append(element)


def party_header(doc, d):
    up = {"individual": "ĐẢNG BỘ " + d["unit"].split(",")[0].upper()}.get(d["kind"], d["unit"].split(",")[0].upper())
    t = doc.add_table(1, 2)
    fill(t.cell(0, 0), [up, d["party_cell"].upper(), "*"], align=AL.CENTER)
    fill(t.cell(0, 1), ["ĐẢNG CỘNG SẢN VIỆT NAM", day(d)], align=AL.CENTER)


def state_header(doc, d):
    for text in ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "-----------"):
        para(doc, text, bold=True, align=AL.CENTER)


def page_header(doc, d):
    doc.sections[0].header.paragraphs[0].text = f"{d['party_cell']}\t\tĐẢNG CỘNG SẢN VIỆT NAM"


TITLE = {
    "dotted": ("BẢN CAM KẾT CÁ NHÂN", "thực hiện Chỉ thị 05-CT/TW năm {y}"),
    "sentence": ("CAM KẾT", "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm {y}"),
    "autonum": ("BẢN ĐĂNG KÝ PHẤN ĐẤU NĂM {y}", ""),
    "heading": ("NHỮNG VIỆC TÔI RÈN TRONG NĂM {y}", "(Bản cam kết cá nhân học tập và làm theo Bác)"),
    "valuebelow": ("PHIẾU ĐĂNG KÝ", "Làm theo tấm gương đạo đức, phong cách Hồ Chí Minh - Năm {y}"),
    "table3": ("BẢN ĐĂNG KÝ CỦA TẬP THỂ", "Năm {y}"),
    "table3v": ("BẢNG ĐĂNG KÝ", "nội dung học tập và làm theo Bác năm {y}"),
    "table4": ("BẢN CAM KẾT NĂM {y}", "(Kèm theo biện pháp và thời gian thực hiện)"),
    "modeltable": ("BẢN ĐĂNG KÝ MÔ HÌNH", "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm {y}"),
    "softbreak": ("BẢN CAM KẾT TU DƯỠNG, RÈN LUYỆN", "NĂM {y}"),
    "tentoi": ("LỜI HỨA TRƯỚC CHI BỘ", "năm {y}"),
    "sdt": ("BẢN CAM KẾT", "Năm {y}"),
    "runon": ("BẢN ĐĂNG KÝ", "làm theo Bác năm {y}"),
    "runsent": ("BẢN ĐĂNG KÝ CỦA CHI BỘ NĂM {y}", ""),
    "khhd": ("KẾ HOẠCH HÀNH ĐỘNG CÁ NHÂN", "Năm {y}"),
    "plainhead": ("ĐĂNG KÝ NĂM {y}", ""),
    "letters": ("BẢN ĐĂNG KÝ", "nội dung thực hiện chuyên đề năm {y} của tập thể"),
}
CONFIRM = ["NHẬN XÉT CỦA CHI BỘ: Nội dung phù hợp, đề nghị đồng chí thực hiện.", "XÁC NHẬN CỦA CHI BỘ", "Ý KIẾN CỦA CHI UỶ: Nhất trí.",
           "NHẬN XÉT CỦA CHI BỘ: …………………………………………", "CHI BỘ XÁC NHẬN"]


def facts(d):
    if d["kind"] == "individual":
        return [("Họ và tên", d["author"]), ("Chức vụ", d["position"]), ("Đơn vị công tác", d["unit"]), ("Sinh hoạt tại", d["party_cell"])]
    if d["author"] == d["unit"]:
        return [("Đơn vị đăng ký", d["author"]), ("Chi bộ", d["party_cell"])]
    return [("Tập thể đăng ký", d["author"]), ("Thuộc", d["unit"])]


def who(doc, d, lay):
    f, one = facts(d), d["kind"] == "individual"
    if lay == "dotted":
        for k, v in f:
            para(doc, f"{k}: ……{v}………………")
    elif lay == "sentence":
        para(doc, f"Tôi tên là: {d['author']}, chức vụ: {d['position']}; đơn vị: {d['unit']}; đảng viên {d['party_cell']}.")
    elif lay == "tentoi":
        para(doc, f"Tên tôi là {d['author']}, hiện là {d['position']} tại {d['unit']}, đang sinh hoạt ở {d['party_cell']}.")
    elif lay == "valuebelow":
        for k, v in f:
            para(doc, k, bold=True)
            para(doc, v)
    elif lay == "sdt":
        for k, v in f:
            p = para(doc, k + ": ")
            wrap_sdt(p.add_run(v)._r, k)
    elif lay in ("table4", "table3v") and one:
        t = doc.add_table(2, 2)
        for (k, v), c in zip(f, [t.cell(i, j) for i in (0, 1) for j in (0, 1)]):
            c.text = f"{k}: {v}"
    elif lay == "khhd":
        para(doc, f"Họ tên: {d['author']}          Chức vụ: {d['position']}")
        para(doc, f"Nơi công tác: {d['unit']}          Chi bộ: {d['party_cell'].replace('Chi bộ ', '')}")
    elif lay == "heading":
        p = para(doc)
        for n, (k, v) in enumerate(f):
            r = p.add_run(f"{k}: {v}")
            if n < len(f) - 1:
                r.add_break()
    else:
        for k, v in f:
            para(doc, f"{k}: {v}")


def grid(doc, heads):
    t = doc.add_table(1, len(heads))
    t.style = "Table Grid"
    for c, h in zip(t.rows[0].cells, heads):
        fill(c, [h], bold=True, align=AL.CENTER)
    return t


def column_widths(t, cm):
    for row in t.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if len({id(c._tc) for c in row.cells}) == len(cm):
            for c, w in zip(row.cells, cm):
                c.width = Cm(w)
    t.autofit = False
    for col, w in zip(t.columns, cm):
        col.width = Cm(w)


def body(doc, d, lay, cells):
    secs = d["sections"]
    if lay in ("table3", "table4"):
        heads = ("TT", "Nội dung", "Thời gian") if lay == "table3" else ("TT", "Nội dung cam kết", "Biện pháp", "Thời gian")
        t = grid(doc, heads)
        for sec, rows in zip(secs, cells):
            r = t.add_row().cells
            m = r[0].merge(r[-1])
            m.text = ""
            m.paragraphs[0].add_run(sec["heading"]).bold = True
            for n, row in enumerate(rows, 1):
                r = t.add_row().cells
                r[0].text = str(n)
                row = row + [""] * (len(heads) - 1 - len(row))
                for c, v in zip(r[1:], row):
                    c.text = v
        column_widths(t, (1.2, 11, 3.8) if lay == "table3" else (1.2, 6, 5.6, 3.2))
    elif lay == "table3v":
        t = grid(doc, ("Mặt công tác", "Nội dung đăng ký", "Thời hạn"))
        for sec, rows in zip(secs, cells):
            first = None
            for row in rows:
                r = t.add_row().cells
                first = first or r[0]
                last = r[0]
                for c, v in zip(r[1:], row):
                    c.text = v
            m = first.merge(last)
            for p in m.paragraphs[1:]:
                p._p.getparent().remove(p._p)
            m.paragraphs[0].add_run(sec["heading"]).bold = True
        column_widths(t, (3, 10, 3))
    elif lay == "modeltable":
        t = grid(doc, ("Mục", "Trả lời của đơn vị"))
        for sec in secs:
            r = t.add_row().cells
            r[0].text = sec["heading"]
            fill(r[1], [p["text"] for p in sec["pledges"]])
        column_widths(t, (4, 12))
    elif lay == "autonum":
        n = numbering(doc, [("upperRoman", "%1."), ("decimal", "%2.")])
        for sec in secs:
            numbered(para(doc, sec["heading"], bold=True), n, 0)
            for p in sec["pledges"]:
                numbered(para(doc, p["text"]), n, 1)
    elif lay in ("sentence", "letters", "khhd"):
        n = numbering(doc, {"sentence": [("decimal", "%1/"), ("bullet", "–")], "letters": [("lowerLetter", "%1)"), ("bullet", "•")],
                            "khhd": [("upperLetter", "%1."), ("decimal", "%1%2.")]}[lay])
        for sec in secs:
            numbered(para(doc, sec["heading"], bold=True, italic=lay == "letters"), n, 0)
            for p in sec["pledges"]:
                numbered(para(doc, p["text"], align=AL.JUSTIFY), n, 1)
    elif lay == "heading":
        for sec in secs:
            doc.add_heading(sec["heading"], 2)
            for p in sec["pledges"]:
                doc.add_paragraph(p["text"], style="List Bullet")
    elif lay == "softbreak":
        for sec in secs:
            p = para(doc)
            p.add_run(sec["heading"]).bold = True
            for pl in sec["pledges"]:
                p.add_run().add_break()
                p.add_run(pl["text"])
    elif lay == "tentoi":
        for letter, sec in zip("abcdđeg", secs):
            para(doc, f"{letter}) {sec['heading']}", italic=True)
            for p in sec["pledges"]:
                para(doc, p["text"], align=AL.JUSTIFY)
    elif lay == "sdt":
        for k, sec in enumerate(secs, 1):
            para(doc, f"Phần {k}: {sec['heading']}", bold=True)
            for n, p in enumerate(sec["pledges"], 1):
                wrap_sdt(para(doc, f"{k}.{n}. {p['text']}")._p, f"nd{k}{n}")
    elif lay == "runon":
        for sec in secs:
            para(doc, sec["heading"], bold=True)
            t = "; ".join(p["text"] for p in sec["pledges"]) + "."
            para(doc, t[0].upper() + t[1:], align=AL.JUSTIFY)
    elif lay == "runsent":
        for sec in secs:
            p = para(doc, sec["heading"] + ".", bold=True)
            p.add_run(" " + " ".join(x["text"] for x in sec["pledges"]))
    elif lay == "plainhead":
        for sec in secs:
            para(doc, sec["heading"] + ":", underline=True)
            for p in sec["pledges"]:
                para(doc, "* " + p["text"])
    else:  # dotted, valuebelow: headings without numbers, the author's own bullets
        for sec in secs:
            para(doc, sec["heading"], bold=True, italic=lay == "dotted")
            for p in sec["pledges"]:
                para(doc, p["text"], align=AL.JUSTIFY)


def sign(doc, d, lay):
    one = d["kind"] == "individual"
    conf = CONFIRM[sum(map(ord, d["id"])) % len(CONFIRM)]
    if lay in ("dotted", "autonum", "table4", "khhd"):
        t = doc.add_table(1, 2)
        fill(t.cell(0, 0), [conf.split(":")[0], "(ký, ghi rõ họ tên)"], align=AL.CENTER)
        fill(t.cell(0, 1), ["NGƯỜI CAM KẾT" if one else "TM. TẬP THỂ", "(đã ký)", d["author"] if one else ""], align=AL.CENTER)
    elif lay in ("sentence", "softbreak", "sdt", "heading"):
        para(doc, "Người viết cam kết", bold=True, align=AL.RIGHT)
        if one:
            para(doc, d["author"], align=AL.RIGHT)
        para(doc, conf)
    elif lay in ("tentoi", "valuebelow"):
        para(doc, f"Ký tên: {d['author']}", align=AL.RIGHT)
    elif d["kind"] == "model":
        para(doc, "THỦ TRƯỞNG ĐƠN VỊ", bold=True, align=AL.RIGHT)
    else:
        para(doc, "ĐẠI DIỆN TẬP THỂ" if not one else d["author"], bold=True, align=AL.RIGHT)
        para(doc, conf)


def make_docx(d, lay, cells, path):
    doc = Document()
    st = doc.styles["Normal"]
    st.font.name, st.font.size = "Times New Roman", Pt(13)
    st.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), "Times New Roman")
    s = doc.sections[0]
    s.page_width, s.page_height, s.left_margin, s.right_margin = Cm(21), Cm(29.7), Cm(3), Cm(2)
    if lay in ("dotted", "table3", "table4", "softbreak", "letters", "heading"):
        party_header(doc, d)
    elif lay in ("autonum", "khhd", "sdt"):
        page_header(doc, d)
    elif lay in ("modeltable", "valuebelow", "runon"):
        state_header(doc, d)
        para(doc, day(d), italic=True, align=AL.RIGHT)
    elif lay == "tentoi":
        para(doc, day(d), italic=True, align=AL.RIGHT)
    elif lay == "runsent":
        para(doc, "ĐẢNG BỘ PHƯỜNG CHƯ SING")
        para(doc, d["party_cell"].upper())
    a, b = (x.format(y=d["year"]) for x in TITLE[lay])
    para(doc, a, bold=True, align=AL.CENTER)
    if b:
        para(doc, b, bold=True, align=AL.CENTER)
    who(doc, d, lay)
    para(doc, d["intro"], align=AL.JUSTIFY)
    body(doc, d, lay, cells)
    if d["closing"]:
        para(doc, d["closing"], align=AL.JUSTIFY)
    sign(doc, d, lay)
    doc.save(path)


def plain(d, lay):
    out = []
    if lay == "txt8":
        out = ["ĐẢNG BỘ PHƯỜNG CHƯ SING                ĐẢNG CỘNG SẢN VIỆT NAM", d["party_cell"].upper(), ""]
    title = "BẢN ĐĂNG KÝ CỦA CHI BỘ" if d["kind"] != "individual" else {"txt16": "BẢN CAM KẾT CÁ NHÂN", "txt1258": "GIẤY CAM KẾT"}.get(lay, "CAM KẾT")
    out += [f"          {title} NĂM {d['year']}", ""]
    if lay == "txt1258":
        out += [f"Tên tôi là {d['author']}, {d['position']}, {d['unit']}.", "", d["intro"]]
    else:
        out += [f"{k}: {v}" for k, v in facts(d)] + ["", d["intro"]]
    for n, sec in enumerate(d["sections"], 1):
        out += ["", f"{n}/ {sec['heading']}" if lay == "txt16" else sec["heading"]]
        out += [{"txt8": "   - ", "txt16": "\t+ ", "txt1258": "* "}[lay] + p["text"] for p in sec["pledges"]]
    out += ["", d["closing"], ""]
    out += [f"Người viết: {d['author']}"] if d["kind"] == "individual" else ["TM. CHI BỘ", "Bí thư"]
    return "\r\n".join(out) + "\r\n"


def to_1258(text):
    """Windows-1258: base letters composed, tone marks combining."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for ch in unicodedata.normalize("NFC", text):
        try:
            out.append(ch.encode("cp1258"))
        except UnicodeEncodeError:
            dec = unicodedata.normalize("NFD", ch)
            base = unicodedata.normalize("NFC", "".join(c for c in dec if c not in tones))
            out.append((base + "".join(c for c in dec if c in tones)).encode("cp1258"))
    return b"".join(out)


def main():
    docs = [json.loads(x) for x in (HERE / "documents.jsonl").open(encoding="utf-8")]
    layout = json.loads((HERE / "layout.json").read_text(encoding="utf-8"))
    files, manifest, jobs = HERE / "files", {}, {}
    shutil.rmtree(files, ignore_errors=True)
    with tempfile.TemporaryDirectory() as tmp:
        for d in docs:
            spec = layout[d["id"]]
            target = files / spec["file"]
            target.parent.mkdir(parents=True, exist_ok=True)
            assert spec["file"] not in manifest
            manifest[spec["file"]] = d["id"]
            lay, ext = spec["layout"], target.suffix[1:]
            if ext == "txt":
                text = plain(d, lay)
                target.write_bytes(to_1258(text) if lay == "txt1258" else text.encode("utf-16" if lay == "txt16" else "utf-8"))
            elif ext == "docx":
                make_docx(d, lay, spec.get("cells"), target)
            else:
                src = Path(tmp) / f"{d['id']}.docx"
                make_docx(d, lay, spec.get("cells"), src)
                jobs.setdefault(ext, []).append((src, target))
        for ext, pairs in jobs.items():
            subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp}/profile", "--headless", "--convert-to",
                            {"doc": "doc:MS Word 97"}.get(ext, ext), "--outdir", tmp, *[str(a) for a, _ in pairs]],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=400)
            for src, target in pairs:
                shutil.move(src.with_suffix("." + ext), target)
    (files / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    print(len(manifest), "files")


if __name__ == "__main__":
    main()
