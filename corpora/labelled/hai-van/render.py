#!/usr/bin/env python3
"""Lay documents.jsonl out as files: python render.py  (python-docx; soffice for doc, pdf, odt, rtf). Deterministic."""
import json
import re
import shutil
import subprocess
import tempfile
import unicodedata
from pathlib import Path

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VALIGN
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

HERE = Path(__file__).resolve().parent
FLAT = "nop 2020 dot 2"
# id: layout, format, folder (U = UNIT/YEAR, F = flat), file name, how a section's pledges run on per section ("" = one paragraph each)
PLAN = json.loads(r'''{
 "2018-cn-01": {"layout": "leaders", "fmt": "docx", "loc": "U", "name": "nga camket 18", "joins": ["", "", "", "", ""]},
 "2018-cn-02": {"layout": "table4", "fmt": "docx", "loc": "U", "name": "KHHD hieu truong", "joins": ["", "", "", ""]},
 "2018-cn-03": {"layout": "stacked", "fmt": "doc", "loc": "U", "name": "loc_dia chinh_2018", "joins": ["", "", "", "", ""]},
 "2018-cn-05": {"layout": "sentence", "fmt": "docx", "loc": "F", "name": "Tan tau lai nam 2018", "joins": ["", "", ""]},
 "2018-cn-07": {"layout": "rowtable", "fmt": "pdf", "loc": "U", "name": "man - phu nu - phieu", "joins": ["", "", "", "", ""]},
 "2018-mh-01": {"layout": "modeltable", "fmt": "docx", "loc": "F", "name": "mo hinh khoa noi", "joins": ["", ""]},
 "2018-tt-01": {"layout": "multilevel", "fmt": "docx", "loc": "U", "name": "chi bo truong dang ky", "joins": ["", "", "", ""]},
 "2019-cn-01": {"layout": "leaders", "fmt": "pdf", "loc": "U", "name": "nga camket 19", "joins": ["", "", "", "", ""]},
 "2019-cn-02": {"layout": "stacked", "fmt": "docx", "loc": "F", "name": "Trinh Quoc Khai 2019 day du", "joins": ["", "", "", "", ""]},
 "2019-cn-03": {"layout": "sdt", "fmt": "docx", "loc": "U", "name": "loc_dia chinh_2019", "joins": ["", "", "", "", ""]},
 "2019-cn-04": {"layout": "leaders", "fmt": "doc", "loc": "F", "name": "dieu duong truong linh 2019", "joins": ["", "", "", "", ""]},
 "2019-cn-05": {"layout": "runon", "fmt": "docx", "loc": "U", "name": "Tan tau lai nam 2019", "joins": [";", ";", ";"]},
 "2019-cn-06": {"layout": "txt", "fmt": "utf-8", "loc": "U", "name": "son doi vdqc", "joins": ["", "", "", ""]},
 "2019-cn-07": {"layout": "rowtable", "fmt": "odt", "loc": "U", "name": "man - phu nu - phieu 2", "joins": ["", "", "", "", ""]},
 "2019-cn-08": {"layout": "runon", "fmt": "rtf", "loc": "F", "name": "duc kp4 2019", "joins": [".", ".", "."]},
 "2019-mh-01": {"layout": "modellist", "fmt": "docx", "loc": "U", "name": "MH ve chai PN", "joins": ["", "", "", "", "", ""]},
 "2019-mh-02": {"layout": "modelsdt", "fmt": "odt", "loc": "F", "name": "mo hinh thanh nien kp4", "joins": ["", "", ""]},
 "2019-tt-01": {"layout": "multilevel", "fmt": "pdf", "loc": "U", "name": "chi bo truong dang ky", "joins": ["", "", "", ""]},
 "2019-tt-02": {"layout": "sentence", "fmt": "docx", "loc": "U", "name": "Chi bo KP4 dang ky", "joins": ["", "", "", ""]},
 "2019-tt-03": {"layout": "txt", "fmt": "utf-16", "loc": "F", "name": "dang ky tap the tau lai 2019", "joins": ["", "", ""]},
 "2020-cn-01": {"layout": "stacked", "fmt": "docx", "loc": "F", "name": "nga pho HT 2020", "joins": ["", "", "", "", ""]},
 "2020-cn-02": {"layout": "table4", "fmt": "pdf", "loc": "F", "name": "Khai - HT - nam 2020", "joins": ["", "", "", ""]},
 "2020-cn-03": {"layout": "sentence", "fmt": "rtf", "loc": "F", "name": "Phan Dinh Loc PCT", "joins": ["", "", ""]},
 "2020-cn-04": {"layout": "table4", "fmt": "docx", "loc": "U", "name": "cam ket linh 2020 sua lan 3", "joins": ["", "", "", "", ""]},
 "2020-cn-06": {"layout": "txt", "fmt": "cp1258", "loc": "F", "name": "SON_VDQC_2020", "joins": ["", "", "", ""]},
 "2020-cn-07": {"layout": "sdt", "fmt": "docx", "loc": "F", "name": "man PN 2020 (ban moi)", "joins": ["", "", "", "", ""]},
 "2020-cn-08": {"layout": "rowtable", "fmt": "docx", "loc": "U", "name": "duc kp4 2020 lam lai", "joins": ["", "", "", ""]},
 "2020-mh-01": {"layout": "modelrun", "fmt": "docx", "loc": "F", "name": "mo hinh cang xanh", "joins": [".", ".", "."]},
 "2020-mh-02": {"layout": "modeltable", "fmt": "pdf", "loc": "F", "name": "MH tieng loa dau song", "joins": ["", "", "", "", ""]},
 "2020-tt-02": {"layout": "multilevel", "fmt": "doc", "loc": "F", "name": "KP4 tap the", "joins": ["", "", "", ""]},
 "2020-tt-04": {"layout": "runon", "fmt": "docx", "loc": "F", "name": "tap the doi VDQC Don BP", "joins": [".", ".", ".", "."]},
 "2020-tt-05": {"layout": "rowtable", "fmt": "docx", "loc": "F", "name": "CB noi nhi nop lan 2", "joins": ["", "", "", ""]}
}''')

TITLE = {
    "leaders": "BẢN CAM KẾT CÁ NHÂN", "table4": "KẾ HOẠCH HÀNH ĐỘNG CÁ NHÂN NĂM {year}", "stacked": "KẾ HOẠCH RÈN LUYỆN CỦA ĐẢNG VIÊN",
    "sentence": "PHIẾU ĐĂNG KÝ", "rowtable": "PHIẾU ĐĂNG KÝ THỰC HIỆN CHUYÊN ĐỀ NĂM {year}", "multilevel": "BẢN ĐĂNG KÝ CỦA TẬP THỂ",
    "sdt": "CAM KẾT CỦA ĐẢNG VIÊN NĂM {year}", "runon": "ĐĂNG KÝ VIỆC LÀM THEO BÁC", "txt": "BẢN ĐĂNG KÝ NĂM {year}",
    "modeltable": "BẢN ĐĂNG KÝ MÔ HÌNH", "modellist": "BẢN ĐĂNG KÝ MÔ HÌNH", "modelsdt": "PHIẾU ĐỀ XUẤT MÔ HÌNH NĂM {year}", "modelrun": "ĐĂNG KÝ MÔ HÌNH",
}


def num_level(fmt, text, left, hang):
    return f'<w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hang}"/></w:pPr>'


def add_numbering(doc, levels):
    """One abstractNum with the given (format, text) levels; returns its numId."""
    root = doc.part.numbering_part.element
    n = 500 + len(root.findall(qn("w:abstractNum")))
    body = "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/>{num_level(f, t, 360 * (i + 1), 360)}</w:lvl>' for i, (f, t) in enumerate(levels))
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{n}"><w:multiLevelType w:val="multilevel"/>{body}</w:abstractNum>')
    first = root.find(qn("w:num"))
    first.addprevious(abstract) if first is not None else root.append(abstract)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'))
    return n


def numbered(p, num, level):
    pr = p._p.get_or_add_pPr()
    pr.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'))
    return p


def para(where, text, bold=False, italic=False, align=None):
    p = where.add_paragraph()
    r = p.add_run(text)
    r.bold, r.italic = bold or None, italic or None
    if align is not None:
        p.alignment = align
    return p


def control(doc, p, tag):
    """Wrap a paragraph in a block-level content control."""
    sdt = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent/></w:sdt>')
    p._p.addprevious(sdt)
    sdt.find(qn("w:sdtContent")).append(p._p)


def widths(t, cm):
    t.autofit = False
    for col, w in zip(t.columns, cm):
        col.width = Cm(w)
    for row in t.rows:
        for cell in {c._tc: c for c in row.cells}.values():
            i = cell._tc.grid_offset
            cell.width = Cm(sum(cm[i:i + cell._tc.grid_span]))


def bare(heading):
    """The heading without its own number, for automatic numbering."""
    return re.sub(r"^\s*(?:[IVX]+|\d+|[A-ZĐ])[.)/-]+\s*", "", heading)


def date(d):
    n = int(d["id"][-2:]) * 3 % 20 + 5
    return f"Hải Vân, ngày {n:02d} tháng {2 + n % 2:02d} năm {d['year']}"


def person(d):
    return d["kind"] == "individual"


def signer(d):
    return d["author"] if person(d) else "TM. " + d["author"]


def head(doc, d, kind):
    if kind == "none":
        return
    left, right = d["party_cell"].upper(), "ĐẢNG CỘNG SẢN VIỆT NAM"
    if kind == "page":
        doc.sections[0].header.paragraphs[0].text = f"{d['party_cell']} - mẫu đăng ký năm {d['year']}"
        para(doc, date(d), italic=True, align=ALIGN.RIGHT)
    elif kind == "tabs":
        p = para(doc, f"{left}\t{right}", bold=True)
        p.paragraph_format.tab_stops.add_tab_stop(Cm(9))
        p = para(doc, f"***\t{date(d)}", italic=True)
        p.paragraph_format.tab_stops.add_tab_stop(Cm(9))
    else:
        p = para(doc, right, bold=True, align=ALIGN.CENTER)
        p.add_run().add_break()
        p.add_run(date(d)).italic = True
        para(doc, left, align=ALIGN.LEFT)


def title(doc, d, layout):
    para(doc, TITLE[layout].format(year=d["year"]), bold=True, align=ALIGN.CENTER)


def sign_two(doc, d):
    t = doc.add_table(1, 3)
    t.cell(0, 0).text = "CHI UỶ\n(duyệt)"
    t.cell(0, 2).text = ("Người viết" if person(d) else "Thay mặt tập thể") + "\n(ký, ghi rõ họ tên)\n\n\n" + (d["author"] if person(d) else "")


def sign_right(doc, d):
    p = para(doc, "NGƯỜI ĐĂNG KÝ" if person(d) else "ĐẠI DIỆN", bold=True, align=ALIGN.RIGHT)
    for _ in range(3):
        p.add_run().add_break()
    p.add_run(signer(d))


def sign_remark(doc, d):
    para(doc, signer(d) + "\t(đã ký)")
    para(doc, "NHẬN XÉT CỦA CHI BỘ: Nội dung đăng ký đã đưa ra chi bộ ngày " + ("06" if d["year"] % 2 else "05") + f"/3/{d['year']}, chi bộ nhất trí.", bold=True)
    para(doc, "TM. CHI UỶ", align=ALIGN.CENTER)


def body(d, joins):
    """(heading, [paragraph text, ...]) with run-on sections joined into one paragraph."""
    for s, j in zip(d["sections"], joins):
        texts = [p["text"] for p in s["pledges"]]
        if j == ";":
            out, first = [], []
            for p in s["pledges"]:
                (out if not p["template"] else first).append(p["text"])
            texts = first + ([("; ".join(out) + ".")] if out else [])
        elif j == ".":
            texts = [" ".join(texts)]
        yield s["heading"], texts


def lay_leaders(doc, d, joins):
    head(doc, d, "tabs")
    title(doc, d, "leaders")
    para(doc, f"Họ và tên: ……{d['author']}…………………")
    para(doc, f"Chức vụ: ………{d['position']}……")
    para(doc, f"Đơn vị: ……{d['unit']}……… Sinh hoạt tại: ……{d['party_cell']}……")
    para(doc, d["intro"])
    num = add_numbering(doc, [("upperRoman", "%1."), ("bullet", "–")])
    for h, texts in body(d, joins):
        p = numbered(para(doc, bare(h), bold=True), num, 0)
        for t in texts:
            numbered(para(doc, t), num, 1)
    para(doc, d["closing"])
    sign_remark(doc, d)


REMEDY = ["Tự làm", "Phối hợp", "", "Tự kiểm tra", "Nhờ đồng nghiệp góp ý"]


def lay_table4(doc, d, joins):
    head(doc, d, "middle")
    title(doc, d, "table4")
    para(doc, f"Người thực hiện: {d['author']} ({d['position']}), {d['unit']}; {d['party_cell']}", align=ALIGN.CENTER)
    para(doc, d["intro"])
    t = doc.add_table(1, 4)
    t.style = "Table Grid"
    for c, x in zip(t.rows[0].cells, ("TT", "Nội dung cam kết", "Biện pháp", "Thời gian")):
        c.text = x
    n = 0
    for h, texts in body(d, joins):
        row = t.add_row().cells
        m = row[0].merge(row[3])
        m.text = h
        m.paragraphs[0].runs[0].bold = True
        for x in texts:
            n += 1
            row = t.add_row().cells
            row[0].text, row[1].text, row[2].text, row[3].text = str(n), x, REMEDY[n % 5], ("Trong năm", "Thường xuyên", "")[n % 3]
    widths(t, (1.1, 8.7, 3.2, 2.6))
    for row in t.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f'<w:cantSplit {nsdecls("w")}/>'))
    para(doc, d["closing"])
    sign_two(doc, d)


def lay_stacked(doc, d, joins):
    head(doc, d, "page")
    doc.add_heading(TITLE["stacked"], 1).alignment = ALIGN.CENTER
    for k, v in (("Họ và tên", d["author"]), ("Chức vụ", d["position"]), ("Nơi công tác", d["unit"]), ("Chi bộ", d["party_cell"])):
        para(doc, k, bold=True)
        para(doc, v)
    para(doc, d["intro"])
    for h, texts in body(d, joins):
        doc.add_heading(h, 2)
        for i, t in enumerate(texts):
            if len(texts) > 3 and i in (0, 2):
                para(doc, "a) Việc chung" if i == 0 else "b) Việc riêng của vị trí công tác", italic=True)
            para(doc, "+ " + t)
    para(doc, d["closing"])
    sign_right(doc, d)


def lay_sentence(doc, d, joins):
    title(doc, d, "sentence")
    if person(d):
        para(doc, f"Tôi tên là: {d['author']}, chức vụ: {d['position']}; đơn vị: {d['unit']}; hiện sinh hoạt tại {d['party_cell']}.")
    else:
        para(doc, f"Chúng tôi là: {d['author']}, trực thuộc {d['unit']}.")
    para(doc, d["intro"])
    for h, texts in body(d, joins):
        p = para(doc, "")
        p.add_run(h).bold = True
        for t in texts:
            p.add_run().add_break()
            p.add_run("- " + t)
    para(doc, d["closing"])
    sign_right(doc, d)


def lay_rowtable(doc, d, joins):
    head(doc, d, "tabs")
    title(doc, d, "rowtable")
    t = doc.add_table(0, 4)
    facts = ([("Họ tên", d["author"]), ("Chức vụ", d["position"]), ("Đơn vị", d["unit"]), ("Chi bộ", d["party_cell"])] if person(d)
             else [("Tập thể", d["author"]), ("Thuộc", d["unit"])])
    for i in range(0, len(facts), 2):
        row = t.add_row().cells
        for j, (k, v) in enumerate(facts[i:i + 2]):
            row[2 * j].text, row[2 * j + 1].text = k, v
    para(doc, d["intro"])
    t = doc.add_table(1, 3)
    t.style = "Table Grid"
    for c, x in zip(t.rows[0].cells, ("Mục", "Số", "Nội dung")):
        c.text = x
    n = 0
    for h, texts in body(d, joins):
        rows = []
        for x in texts:
            n += 1
            rows.append(t.add_row().cells)
            rows[-1][1].text, rows[-1][2].text = f"{n:02d}", x
        m = rows[0][0].merge(rows[-1][0]) if len(rows) > 1 else rows[0][0]
        m.text = h
        m.vertical_alignment = VALIGN.CENTER
    widths(t, (3.4, 1.2, 11))
    para(doc, d["closing"])
    sign_remark(doc, d)


def lay_multilevel(doc, d, joins):
    head(doc, d, "middle")
    title(doc, d, "multilevel")
    para(doc, f"Tập thể: {d['author']} – {d['unit']}", align=ALIGN.CENTER)
    para(doc, d["intro"])
    num = add_numbering(doc, [("decimal", "%1."), ("decimal", "%1.%2.")])
    for h, texts in body(d, joins):
        numbered(para(doc, bare(h), bold=True), num, 0)
        for t in texts:
            numbered(para(doc, t), num, 1)
    para(doc, d["closing"])
    sign_two(doc, d)


def lay_sdt(doc, d, joins):
    title(doc, d, "sdt")
    p = para(doc, f"Tên tôi là {d['author']}")
    control(doc, p, "ho_ten")
    for tag, k, v in (("chuc_vu", "Chức vụ: ", d["position"]), ("don_vi", "Đơn vị: ", d["unit"]), ("chi_bo", "Là đảng viên thuộc ", d["party_cell"])):
        control(doc, para(doc, k + v), tag)
    control(doc, para(doc, d["intro"]), "can_cu")
    for i, (h, texts) in enumerate(body(d, joins)):
        para(doc, h, bold=True)
        for j, t in enumerate(texts):
            control(doc, para(doc, "• " + t), f"viec_{i}_{j}")
    para(doc, d["closing"])
    sign_right(doc, d)


def lay_runon(doc, d, joins):
    if not person(d):
        head(doc, d, "tabs")
    title(doc, d, "runon")
    if person(d):
        para(doc, f"Tên tôi là {d['author']}, {d['position']}, {d['unit']}, {d['party_cell']}.")
    para(doc, d["intro"])
    for h, texts in body(d, joins):
        p = para(doc, "")
        p.add_run(h + ": ").bold = True
        p.add_run(texts[0])
        for t in texts[1:]:
            para(doc, t)
    para(doc, d["closing"])
    sign_right(doc, d)


def model_head(doc, d, layout):
    title(doc, d, layout)
    para(doc, f"Đơn vị đăng ký: {d['author']} (thuộc {d['unit']})")
    para(doc, d["intro"])


def lay_modeltable(doc, d, joins):
    head(doc, d, "middle")
    model_head(doc, d, "modeltable")
    t = doc.add_table(0, 2)
    t.style = "Table Grid"
    for h, texts in body(d, joins):
        row = t.add_row().cells
        row[0].text = h
        row[1].text = "- " + texts[0]
        for x in texts[1:]:
            row[1].add_paragraph("- " + x)
        row[0].width, row[1].width = Cm(4), Cm(12)
    para(doc, d["closing"])
    sign_right(doc, d)


def lay_modellist(doc, d, joins):
    head(doc, d, "page")
    model_head(doc, d, "modellist")
    num = add_numbering(doc, [("decimal", "%1)"), ("lowerLetter", "%2.")])
    for h, texts in body(d, joins):
        numbered(para(doc, h, bold=True), num, 0)
        for t in texts:
            numbered(para(doc, t), num, 1)
    para(doc, d["closing"])
    sign_two(doc, d)


def lay_modelsdt(doc, d, joins):
    model_head(doc, d, "modelsdt")
    for h, texts in body(d, joins):
        para(doc, h, bold=True)
        for t in texts:
            control(doc, para(doc, "* " + t), "muc")
    para(doc, d["closing"])
    sign_right(doc, d)


def lay_modelrun(doc, d, joins):
    model_head(doc, d, "modelrun")
    for h, texts in body(d, joins):
        para(doc, h, bold=True)
        for t in texts:
            para(doc, t)
    para(doc, d["closing"])
    sign_two(doc, d)


def plain(d, joins):
    out = [d["party_cell"].upper(), TITLE["txt"].format(year=d["year"]), "-" * 30]
    out.append(f"Họ tên: {d['author']} / Chức vụ: {d['position']} / Đơn vị: {d['unit']}" if person(d) else f"{d['author']}, {d['unit']}")
    out += ["", d["intro"]]
    for h, texts in body(d, joins):
        out += [h] + ["    * " + t for t in texts]
    out += [d["closing"], "", "(đã ký)", signer(d), "", "NHẬN XÉT CỦA CHI BỘ:", "................................"]
    return "\r\n".join(out) + "\r\n"


def cp1258(text):
    """Windows-1258 keeps the tone as a combining mark after the letter."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = b""
    for ch in unicodedata.normalize("NFC", text):
        try:
            out += ch.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", ch)
            mark = next(c for c in parts if c in tones)
            out += unicodedata.normalize("NFC", parts.replace(mark, "")).encode("cp1258") + mark.encode("cp1258")
    return out


def build(d, plan, path):
    doc = Document()
    style = doc.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14 if person(d) else 13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    page = doc.sections[0]
    page.page_width, page.page_height, page.left_margin, page.right_margin = Cm(21), Cm(29.7), Cm(3), Cm(2)
    globals()["lay_" + plan["layout"]](doc, d, plan["joins"])
    doc.save(path)


def main():
    files = HERE / "files"
    shutil.rmtree(files, ignore_errors=True)
    manifest, jobs = {}, {}
    with tempfile.TemporaryDirectory() as tmp:
        for d in map(json.loads, (HERE / "documents.jsonl").open(encoding="utf-8")):
            plan = PLAN[d["id"]]
            fmt = plan["fmt"]
            ext = fmt if plan["layout"] != "txt" else "txt"
            folder = FLAT if plan["loc"] == "F" else f"{d['unit'].replace('/', '-')}/{d['year']}"
            rel = f"{folder}/{plan['name']}.{ext}"
            assert rel not in manifest, rel
            manifest[rel] = d["id"]
            target = files / rel
            target.parent.mkdir(parents=True, exist_ok=True)
            if ext == "txt":
                text = plain(d, plan["joins"])
                target.write_bytes(cp1258(text) if fmt == "cp1258" else text.encode(fmt))
            elif fmt == "docx":
                build(d, plan, target)
            else:
                src = Path(tmp) / f"{d['id']}.docx"
                build(d, plan, src)
                jobs.setdefault(fmt, []).append((src, target))
        for fmt, pairs in jobs.items():
            subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp}/profile", "--headless", "--convert-to",
                            {"doc": "doc:MS Word 97"}.get(fmt, fmt), "--outdir", tmp, *[str(a) for a, _ in pairs]],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=400)
            for src, target in pairs:
                shutil.move(src.with_suffix("." + fmt), target)
    (files / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(len(manifest), "files")


if __name__ == "__main__":
    main()
