#!/usr/bin/env python3
"""Lay the documents of this folder out as files: files/<cell>/<file>, no year in any path.

    python render.py        (needs python-docx and soffice)
"""
import json
import re
import shutil
import subprocess
import tempfile
import unicodedata
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = Path(__file__).resolve().parent
# id: layout, format, file name (no year)
PLAN = {
    "2018-cn-01": ("dotted", "docx", "Cam Tu"), "2018-cn-02": ("breaks", "doc", "Phol dang ky"),
    "2018-cn-03": ("runin", "txt:cp1258", "ut em htx"), "2018-cn-04": ("sentence", "pdf", "cam ket Hieu cum 3"),
    "2018-cn-06": ("numbered", "docx", "Phan Hoàng Dũ"), "2018-cn-07": ("control", "docx", "Tu phap Rinh"),
    "2018-tt-01": ("table3", "docx", "CB benh vien dang ky"), "2018-mh-01": ("breaks", "rtf", "MO HINH BUU TA"),
    "2019-cn-01": ("table4", "docx", "Cam Tu (2)"), "2019-cn-03": ("runin", "docx", "ut em htx lan 2"),
    "2019-cn-04": ("plain", "odt", "hieu chi nhanh"), "2019-cn-05": ("numbered", "doc", "Ngoc Diem TD"),
    "2019-cn-06": ("sentence", "pdf", "Dũ - cam kết (sửa)"), "2019-cn-07": ("table3", "pdf", "Rinh moi"),
    "2019-cn-08": ("plain", "txt:utf-16", "Nhan CA"), "2019-tt-02": ("breaks", "docx", "chi bo Kinh Giua"),
    "2019-tt-03": ("target", "docx", "BTG dang ky chuyen de"), "2019-mh-01": ("table3", "doc", "Hoi ND bo ruong"),
    "2019-mh-02": ("dotted", "docx", "MTTQ bo ruong"), "2020-cn-01": ("control", "docx", "Cam Tu PGD"),
    "2020-cn-02": ("table4", "pdf", "Phol dang ky moi"), "2020-cn-03": ("dotted", "docx", "ut em htx 3"),
    "2020-cn-05": ("sentence", "rtf", "Diem PGD Hoa My"), "2020-cn-06": ("dotted", "odt", "Du GDTX"),
    "2020-cn-08": ("plain", "txt:utf-8", "Nhan CA lan sau"), "2020-tt-02": ("numbered", "docx", "chi bo Kinh Giua (1)"),
    "2020-tt-04": ("table3", "docx", "DANG KY CHI BO THPT"), "2020-mh-01": ("plain", "pdf", "mo hinh dan quan"),
    "2020-mh-02": ("semicolon", "docx", "nu cuoi"),
}
# layout "target" (Nội dung | Chỉ tiêu | Thời gian hoàn thành): the tails that stand in columns 2 and 3
TAILS = {
    "Mở 9 lớp học chuyên đề cho cán bộ, đảng viên toàn huyện, xong trước 31/3.": ("", "xong trước 31/3."),
    "Họp cơ quan sáng thứ Hai, 45 phút, có bảng giao việc treo ở phòng họp.": ("45 phút, có bảng giao việc treo ở phòng họp.", ""),
}
TITLES = {
    "dotted": ("BẢN ĐĂNG KÝ", "LÀM THEO TƯ TƯỞNG, ĐẠO ĐỨC, PHONG CÁCH HỒ CHÍ MINH NĂM {y}"),
    "sentence": ("BẢN CAM KẾT CÁ NHÂN", "năm {y}"),
    "numbered": ("KẾ HOẠCH HÀNH ĐỘNG", "thực hiện Chỉ thị 05-CT/TW, năm {y}"),
    "table3": ("PHIẾU ĐĂNG KÝ", "Năm {y}"),
    "table4": ("PHIẾU ĐĂNG KÝ VIỆC LÀM THEO BÁC", "(Năm {y})"),
    "target": ("BIỂU ĐĂNG KÝ NỘI DUNG", "Thực hiện chuyên đề năm {y}"),
    "control": ("TỜ CAM KẾT", "Tu dưỡng, rèn luyện của cán bộ, đảng viên - {y}"),
}
BULLET = re.compile(r"^\s*(?:[-+*•]|\w{1,2}[.)])\s+")
ROMAN = re.compile(r"^\s*(?:[IVX]+|[A-Z]|\d+)\s*[./)]\s*")


def para(box, text="", bold=False, italic=False, align=None, style=None):
    p = box.add_paragraph(style=style)
    for n, part in enumerate(text.split("\n")):
        run = p.add_run(part)
        run.bold, run.italic = bold, italic
        if n < text.count("\n"):
            run.add_break()
    p.alignment = align
    p.paragraph_format.space_after = Pt(3)
    return p


def title(d, layout):
    if d["kind"] == "model":
        return "BẢN ĐĂNG KÝ MÔ HÌNH", f"năm {d['year']}"
    first, second = TITLES.get(layout, ("BẢN ĐĂNG KÝ HỌC TẬP VÀ LÀM THEO BÁC", "NĂM {y}"))
    if d["kind"] != "individual" and layout == "sentence":
        first = "BẢN CAM KẾT TẬP THỂ"
    return first, second.format(y=d["year"])


def facts(d):
    if d["kind"] == "individual":
        return [("Họ và tên", d["author"]), ("Chức vụ", d["position"]), ("Đơn vị", d["unit"]), ("Sinh hoạt đảng tại", d["party_cell"])]
    return [("Tập thể đăng ký", d["author"]), ("Trực thuộc", d["unit"]), ("Chi bộ", d["party_cell"])]


def head(doc, d, layout):
    up, cell = ("ĐẢNG BỘ HUYỆN CẦU NGAN", d["party_cell"].upper())
    if layout in ("dotted", "table3", "target", "numbered"):
        t = doc.add_table(1, 2)
        for c, lines in zip(t.rows[0].cells, ((up, cell), ("ĐẢNG CỘNG SẢN VIỆT NAM", "-----------"))):
            c.paragraphs[0].text = lines[0]
            para(c, lines[1], bold=True)
            for p in c.paragraphs:
                p.alignment = ALIGN.CENTER
    elif layout == "sentence":
        doc.sections[0].header.paragraphs[0].text = f"{d['party_cell']}\tTài liệu của chi bộ"
    elif layout == "breaks":
        para(doc, f"ĐẢNG CỘNG SẢN VIỆT NAM\n{cell}", bold=True, align=ALIGN.CENTER)
    first, second = title(d, layout)
    para(doc, first, bold=True, align=ALIGN.CENTER)
    para(doc, second, bold=True, align=ALIGN.CENTER)
    f = facts(d)
    if layout in ("dotted", "target"):
        for k, v in f:
            para(doc, f"{k}: ……{v}…………")
    elif layout == "sentence" and d["kind"] == "individual":
        para(doc, f"Tôi tên là: {d['author']}, chức vụ: {d['position']}; đơn vị: {d['unit']}; hiện sinh hoạt tại {d['party_cell']}.")
    elif layout == "control" and d["kind"] == "individual":
        para(doc, f"Tên tôi là {d['author']}.")
        para(doc, f"Hiện là: {d['position']}, {d['unit']}. Đảng viên {d['party_cell']}.")
    elif layout in ("table3", "table4"):
        for k, v in f:
            para(doc, k + ":", bold=True)
            para(doc, v)
    elif layout == "breaks":
        para(doc, "\n".join(f"{k} : {v}" for k, v in f))
    elif layout == "semicolon":
        para(doc, " - ".join(f"{k}: {v}" for k, v in f))
    else:
        for k, v in f:
            para(doc, f"+ {k}: {v}")
    para(doc, d["intro"], align=ALIGN.JUSTIFY)


def content_control(p):
    """Wrap a paragraph's runs in a w:sdt, as a protected form does."""
    sdt, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    sdt.append(OxmlElement("w:sdtPr"))
    for run in list(p._p.findall(qn("w:r"))):
        content.append(run)
    sdt.append(content)
    p._p.append(sdt)


def grid(doc, titles, widths):
    t = doc.add_table(1, len(titles))
    t.style = "Table Grid"
    for c, text in zip(t.rows[0].cells, titles):
        c.text = text
    t.autofit = False
    for col, w in zip(t.columns, widths):
        col.width = Cm(w)
    return t


def fit(t, widths):
    for row in t.rows:
        for c, w in zip(row.cells, widths):
            c.width = Cm(w)


def body(doc, d, layout):
    secs = d["sections"]
    if layout in ("table3", "table4"):
        three = layout == "table3"
        titles = ("STT", "Nội dung đăng ký", "Ghi chú") if three else ("TT", "Nội dung cam kết", "Biện pháp", "Thời gian")
        widths = (1.2, 12, 2.8) if three else (1.2, 9.8, 2.6, 2.4)
        t = grid(doc, titles, widths)
        for s in secs:
            row = t.add_row().cells
            if three:
                m = row[0].merge(row[-1])
                m.text = s["heading"]
            else:
                row[1].text = s["heading"]
            for n, p in enumerate(s["pledges"], 1):  # numbering restarts in every section
                row = t.add_row().cells
                row[0].text = str(n)
                row[1].text = BULLET.sub("", p["text"]) if n % 2 else p["text"]
                if not three:
                    row[2].text, row[3].text = ("Tự giác", "Cả năm") if n == 1 else ("nt", "nt") if n == 2 else ("", "")
        fit(t, widths) if not three else None
        return
    if layout == "target":
        t = grid(doc, ("Nội dung", "Chỉ tiêu", "Thời gian hoàn thành"), (9.5, 3.5, 3))
        for s in secs:
            row = t.add_row().cells
            row[0].merge(row[2]).text = s["heading"]
            for p in s["pledges"]:
                row = t.add_row().cells
                bare = BULLET.sub("", p["text"])
                mid, end = TAILS.get(bare, ("", ""))
                tail = mid or end
                row[0].text = p["text"][: len(p["text"]) - len(tail)].rstrip() if tail else p["text"]
                row[1].text, row[2].text = mid, end
        return
    for s in secs:
        texts = [p["text"] for p in s["pledges"]]
        if layout == "runin":
            p = doc.add_paragraph()
            p.add_run(s["heading"]).bold = True
            p.add_run(" " + " ".join(texts))
        elif layout == "semicolon":
            para(doc, s["heading"] + ": " + "; ".join(BULLET.sub("", x).rstrip(".") for x in texts) + ".")
        elif layout == "breaks":
            para(doc, s["heading"], bold=True)
            para(doc, "\n".join(texts))
        elif layout == "numbered":
            para(doc, ROMAN.sub("", s["heading"]), bold=True, style="List Number")
            for x in texts:
                para(doc, BULLET.sub("", x), style="List Bullet 2")
        elif layout == "sentence":
            doc.add_heading(s["heading"], level=2)
            for x in texts:
                para(doc, x, align=ALIGN.JUSTIFY)
        elif layout == "control":
            content_control(para(doc, s["heading"], bold=True))
            for n, x in enumerate(texts):
                content_control(para(doc, f"{'abcdđeghiklm'[n]}) {BULLET.sub('', x)}"))
        else:
            para(doc, s["heading"], bold=layout == "dotted", italic=layout == "plain")
            for x in texts:
                para(doc, x, align=ALIGN.JUSTIFY)


def sign(doc, d, layout):
    para(doc, d["closing"])
    name = d["author"] if d["kind"] == "individual" else ""
    if layout in ("dotted", "sentence", "numbered"):
        t = doc.add_table(1, 2)
        t.cell(0, 0).text = "Ý KIẾN CỦA CHI BỘ"
        t.cell(0, 1).text = "NGƯỜI ĐĂNG KÝ" if name else "TM. TẬP THỂ"
        para(t.cell(0, 1), "(ký, ghi rõ họ tên)", italic=True)
        para(t.cell(0, 1), name)
    elif layout in ("table3", "control", "target"):
        para(doc, "NHẬN XÉT CỦA CHI BỘ: nhất trí với nội dung đã đăng ký." if layout == "table3" else
             "NHẬN XÉT CỦA CHI BỘ: ……………………………………………………")
        para(doc, f"Ký tên\n\n{name}", align=ALIGN.RIGHT)
    else:
        para(doc, name or "Đại diện tập thể ký", bold=True, align=ALIGN.RIGHT)


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


def plain(d, layout):
    out = ["ĐẢNG CỘNG SẢN VIỆT NAM", d["party_cell"].upper(), "", *title(d, layout), ""]
    out += [f"{k}: .....{v}....." for k, v in facts(d)] + [d["intro"], ""]
    for s in d["sections"]:
        texts = [p["text"] for p in s["pledges"]]
        out += [s["heading"] + " " + " ".join(texts)] if layout == "runin" else ["", s["heading"], *texts]
    return "\r\n".join(out + ["", d["closing"], d["author"]]) + "\r\n"


def cp1258(text):
    out = bytearray()
    for ch in text:
        try:
            out += ch.encode("cp1258")
        except UnicodeEncodeError:
            marks = [c for c in unicodedata.normalize("NFD", ch) if c in "\u0300\u0301\u0303\u0309\u0323"]
            rest = "".join(c for c in unicodedata.normalize("NFD", ch) if c not in marks)
            out += unicodedata.normalize("NFC", rest).encode("cp1258") + "".join(marks).encode("cp1258")
    return bytes(out)


def main():
    docs = [json.loads(x) for x in (HERE / "documents.jsonl").open(encoding="utf-8")]
    files, manifest, jobs = HERE / "files", {}, {}
    shutil.rmtree(files, ignore_errors=True)
    with tempfile.TemporaryDirectory() as tmp:
        for d in docs:
            layout, fmt, name = PLAN[d["id"]]
            ext, _, enc = fmt.partition(":")
            target = files / d["party_cell"] / f"{name}.{ext}"
            target.parent.mkdir(parents=True, exist_ok=True)
            rel = target.relative_to(files).as_posix()
            assert rel not in manifest, rel
            manifest[rel] = d["id"]
            if ext == "txt":
                text = plain(d, layout)
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
