#!/usr/bin/env python3
"""documents.jsonl + extras.json (text of the file that is no pledge) -> files/ ; one layout function per document.
    /tmp/venv-docs/bin/python render.py        (python-docx, reportlab, soffice)"""
import json, re, shutil, subprocess, tempfile, textwrap, unicodedata
from pathlib import Path
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as AL, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

H = Path(__file__).parent
X = json.loads((H / "extras.json").read_text(encoding="utf-8"))
C, R, J = AL.CENTER, AL.RIGHT, AL.JUSTIFY
MOTTO = ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
DANG = "ĐẢNG CỘNG SẢN VIỆT NAM"


def D(font="Times New Roman", size=13, land=False):
    doc = Document()
    st = doc.styles["Normal"]; st.font.name, st.font.size = font, Pt(size)
    s = doc.sections[0]
    s.page_width, s.page_height = (Cm(29.7), Cm(21)) if land else (Cm(21), Cm(29.7))
    if land: s.orientation = WD_ORIENT.LANDSCAPE
    s.left_margin, s.right_margin, s.top_margin, s.bottom_margin = Cm(2.5), Cm(1.8), Cm(2), Cm(1.8)
    return doc


def fmt(r, b=False, i=False, u=False, color=None, size=None):
    r.bold, r.italic, r.underline = b, i, u
    if color: r.font.color.rgb = RGBColor.from_string(color)
    if size: r.font.size = Pt(size)
    return r


def P(c, text="", al=None, style=None, **k):
    p = c.add_paragraph(style=style) if style else c.add_paragraph()
    if text: fmt(p.add_run(text), **k)
    if al is not None: p.alignment = al
    return p


def cell(c, *lines, **k):
    for n, t in enumerate(lines):
        p = c.paragraphs[0] if n == 0 else c.add_paragraph()
        fmt(p.add_run(t), **{a: v for a, v in k.items() if a != "al"})
        if "al" in k: p.alignment = k["al"]
    return c


def table(c, rows, cols, grid=True, widths=None):
    t = c.add_table(rows, cols)
    if grid: t.style = "Table Grid"
    if widths:
        t.autofit = False
        for r in t.rows:
            for w, x in zip(widths, r.cells): x.width = Cm(w)
    return t


def row(t, *vals, widths=None):
    cs = t.add_row().cells
    for c, v in zip(cs, vals): c.text = str(v)
    return cs


def head(doc, left, right, grid=False):
    t = table(doc, 1, 2, grid)
    cell(t.cell(0, 0), *left, al=C, b=True); cell(t.cell(0, 1), *right, al=C, b=True)
    return t


def sign(doc, left, right):
    P(doc)
    t = doc.add_table(1, 2)
    cell(t.cell(0, 0), *left, al=C); cell(t.cell(0, 1), *right, al=C)


def num(doc, levels):
    """real Word numbering; levels: [(numFmt, lvlText)] -> numId"""
    el = doc.part.numbering_part.element
    aid = str(90 + len(el.findall(qn("w:abstractNum"))))
    lv = "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{f}"/><w:lvlText w:val="{t}"/><w:lvlJc w:val="left"/>'
                 f'<w:pPr><w:ind w:left="{360 * (i + 1)}" w:hanging="360"/></w:pPr></w:lvl>' for i, (f, t) in enumerate(levels))
    el.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{aid}"><w:multiLevelType w:val="multilevel"/>{lv}</w:abstractNum>'))
    nid = str(200 + int(aid))
    el.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{nid}"><w:abstractNumId w:val="{aid}"/></w:num>'))
    return nid


def numbered(p, nid, lvl=0):
    p._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{lvl}"/><w:numId w:val="{nid}"/></w:numPr>'))
    return p


def cols(section, n):
    c = section._sectPr.xpath("./w:cols")[0]; c.set(qn("w:num"), str(n)); c.set(qn("w:space"), "500")


def sdt(doc, text, tag):
    t = text.replace("&", "&amp;").replace("<", "&lt;")
    doc.element.body.insert(len(doc.element.body) - 1, parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t xml:space="preserve">{t}</w:t></w:r></w:p></w:sdtContent></w:sdt>'))


def textbox(p, lines):
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{l}</w:t></w:r></w:p>' for l in lines)
    p._p.append(parse_xml(f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape id="tb1" type="#_x0000_t202" '
        f'style="width:420pt;height:{28 * len(lines) + 16}pt" stroked="t"><v:textbox><w:txbxContent>{body}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'))


def footnotes(doc, marks):
    ns = nsdecls("w")
    body = "".join(f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {t}</w:t></w:r></w:p></w:footnote>' for n, (_, t) in enumerate(marks, 2))
    xml = (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {ns}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
           f'<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>{body}</w:footnotes>')
    part = Part(PackURI("/word/footnotes.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml", xml.encode(), doc.part.package)
    doc.part.relate_to(part, RT.FOOTNOTES)
    for n, (p, _) in enumerate(marks, 2):
        p._p.append(parse_xml(f'<w:r {ns}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{n}"/></w:r>'))


def S(d): return d["sections"]
def T(s): return [p["text"] for p in s["pledges"]]
def end(doc, d, **k):
    if d["closing"]: P(doc, d["closing"], **k)


LAY = {}
def lay(did, path):
    def w(f): LAY[did] = (path, f); return f
    return w


# ---------------------------------------------------------------- 2018
@lay("2018-cn-01", "Doanh nghiệp/Chè Phú San/Hảo đội 3 - cam kết 18.docx")
def _(d, x):                                   # national motto letterhead, facts in one sentence, 1/ and a- bullets
    doc = D()
    head(doc, ["CÔNG TY CỔ PHẦN CHÈ PHÚ SAN", "ĐỘI CHÈ SỐ 3", "-------"], [*MOTTO, "---------------"])
    P(doc, "Phú San, ngày 05 tháng 3 năm 2018", R, i=True)
    P(doc, "BẢN CAM KẾT CÁ NHÂN NĂM 2018", C, b=True, size=15)
    P(doc, f"Tôi là: {d['author']}, hiện là {d['position']} - {d['unit']}; đang sinh hoạt tại {d['party_cell']}.", J)
    P(doc, d["intro"], J)
    for s in S(d):
        P(doc, s["heading"], b=True)
        for n, t in enumerate(T(s)): P(doc, f"{'abcdef'[n]}- {t}", J)
    end(doc, d)
    sign(doc, ["CHI UỶ XÁC NHẬN", "", ""], ["NGƯỜI VIẾT CAM KẾT", "(ký tên)", "", d["author"]])
    return doc


@lay("2018-cn-02", "Mỏ Núi Voi/PX2/bang at.doc")
def _(d, x):                                   # no title, no letterhead; underlined headings, pledges with *
    doc = D(size=14)
    P(doc, d["intro"], J)
    for s in S(d):
        P(doc, s["heading"], u=True)
        for t in T(s): P(doc, "* " + t)
    P(doc, "Núi Voi, 02/3/2018", R)
    P(doc, d["author"], R)
    return doc


@lay("2018-cn-03", "Lực lượng vũ trang/e584/D2 C6 Huong CTV.pdf")
def _(d, x):                                   # heading styles, Word numbering for pledges, footer text, facts as bullet lines
    doc = D(size=13)
    doc.sections[0].footer.paragraphs[0].text = "Lưu: Hồ sơ đảng viên, Chi bộ Đại đội 6"
    head(doc, ["ĐẢNG BỘ TRUNG ĐOÀN 584", "CHI BỘ ĐẠI ĐỘI 6", "*"], [DANG, "Phú San, ngày 26 tháng 02 năm 2018"])
    P(doc, "KẾ HOẠCH HÀNH ĐỘNG CÁ NHÂN", C, b=True)
    P(doc, "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2018", C, i=True)
    for k, v in (("Họ, tên đệm, tên", d["author"]), ("Cấp bậc", "Thượng uý"), ("Chức vụ", d["position"]), ("Đơn vị", d["unit"])): P(doc, f"+ {k}: {v}")
    P(doc, d["intro"], J)
    nid = num(doc, [("decimal", "%1.")])
    for s in S(d):
        doc.add_heading(s["heading"], 2)
        for t in T(s): numbered(P(doc, t, J), nid)
    end(doc, d, al=J)
    sign(doc, ["T/M CHI UỶ", "BÍ THƯ", "", "Đại uý Hứa Văn Slóng"], ["NGƯỜI LẬP KẾ HOẠCH", "", "", "Thượng uý " + d["author"]])
    return doc


@lay("2018-cn-04", "Y tế/BV đa khoa/khoa Ngoại - DD truong Nhan.docx")
def _(d, x):                                   # a table row per section, facts as table rows too
    doc = D(size=12)
    P(doc, "BỆNH VIỆN ĐA KHOA THỊ XÃ PHÚ SAN", b=True, color="1F4E79")
    P(doc, "GIẤY CAM KẾT CỦA ĐẢNG VIÊN - 2018", C, b=True, size=16, color="1F4E79")
    t = table(doc, 0, 2)
    for k, v in (("Người cam kết", d["author"]), ("Chức danh", d["position"]), ("Nơi làm việc", d["unit"]), ("Chi bộ", d["party_cell"]), ("Lý do", d["intro"])): row(t, k, v)
    for s in S(d):
        cs = row(t, s["heading"], ""); cell(cs[1], *["– " + q for q in T(s)])
    row(t, "Lời cuối", d["closing"])
    for r in t.rows:
        r.cells[0].width, r.cells[1].width = Cm(4), Cm(12.5)
    P(doc, "Ký tên: Nhàn", R, i=True)
    return doc


@lay("2018-cn-05", "Phòng ban thị xã/Chợ Phú San/Mau 02 - Thoa.docx")
def _(d, x):                                   # commune form "Mẫu số 02-CK/ĐU": dotted leaders, guidance in italics in brackets
    doc = D()
    P(doc, "Mẫu số 02-CK/ĐU", R, i=True, size=10)
    P(doc, "(Ban hành kèm theo Hướng dẫn số 11-HD/ĐU ngày 12/01/2018 của Đảng uỷ)", R, i=True, size=10)
    P(doc, "PHIẾU ĐĂNG KÝ THỰC HIỆN CHUYÊN ĐỀ NĂM 2018", C, b=True)
    P(doc, f"Họ và tên: ………{d['author']}……………… Sinh năm: …1971…")
    P(doc, f"Chức vụ: ……{d['position']}……………")
    P(doc, f"Đơn vị: ……{d['unit']}…………… Chi bộ: …{d['party_cell']}……")
    P(doc, d["intro"])
    for n, s in enumerate(S(d), 1):
        P(doc, s["heading"], b=True); P(doc, x[f"guide{n}"][0], i=True, size=11)
        for t in T(s): P(doc, "- " + t)
    P(doc, "NHẬN XÉT CỦA CHI BỘ: ……………………………………………………………………", b=True)
    P(doc, "(Chi bộ ghi, ký, đóng dấu của cấp uỷ nếu có)", i=True, size=11)
    sign(doc, [""], ["Người đăng ký", "(Ký, ghi rõ họ tên)", "", d["author"]])
    return doc


@lay("2018-cn-07", "Giáo dục/THCS Tân Sơn/to TN/Kien.odt")
def _(d, x):                                   # headings as questions, bold italic; nothing but a title in small letters
    doc = D("Arial", 12)
    P(doc, "Bản tự cam kết", C, size=20)
    p = P(doc); fmt(p.add_run("Tên tôi là "), ); fmt(p.add_run(d["author"]), b=True); p.add_run(f", {d['position']}, {d['unit']}. Tôi sinh hoạt ở {d['party_cell']}.")
    P(doc, d["intro"])
    for s in S(d):
        P(doc, "Hỏi: " + s["heading"], b=True, i=True)
        for t in T(s): P(doc, t, style="List Bullet")
    end(doc, d, al=R)
    P(doc, d["author"], R)
    return doc


@lay("2018-cn-09", "Thư điện tử nhận/Fw Gửi bản cam kết 2018.docx")
def _(d, x):                                   # e-mail pasted into Word
    doc = D("Calibri", 11)
    for l in x["head"]: P(doc, l)
    P(doc, d["intro"])
    P(doc, f"Họ tên: {d['author']}; Chức danh: {d['position']}; Đơn vị: {d['unit']}; {d['party_cell']}")
    P(doc)
    for s in S(d):
        P(doc, s["heading"].upper())
        for t in T(s): P(doc, "   - " + t)
        P(doc)
    end(doc, d)
    for l in x["sig"] + [""] + x["quote"]: P(doc, l, color="7F7F7F")
    return doc


@lay("2018-tt-01", "Doanh nghiệp/Chè Phú San/BB hop chi bo T3.docx")
def _(d, x):                                   # minutes: opening, talk, then the registration, vote
    doc = D()
    head(doc, ["ĐẢNG UỶ KHỐI DOANH NGHIỆP", d["party_cell"].upper()], [DANG, ""])
    P(doc, "BIÊN BẢN", C, b=True, size=16)
    P(doc, "Họp chi bộ thông qua nội dung đăng ký học tập và làm theo Bác năm 2018", C, b=True)
    for l in x["open"]: P(doc, l, J)
    P(doc, "Thảo luận", b=True)
    for l in x["talk"][:2]: P(doc, l, J)
    P(doc, "Kết luận", b=True)
    P(doc, d["intro"], J)
    for s in S(d):
        P(doc, s["heading"] + ":", i=True, b=True)
        for t in T(s): P(doc, "+ " + t, J)
    P(doc, "Biểu quyết", b=True)
    P(doc, x["talk"][2], J)
    end(doc, d)
    sign(doc, ["THƯ KÝ", "", "Lý Thị Máy"], ["CHỦ TRÌ", "", "Ngô Đức Lịch"])
    return doc


@lay("2018-tt-02", "Phòng ban thị xã/Thống kê/bang dk 2018 (xuat tu excel).docx")
def _(d, x):                                   # spreadsheet pasted into Word: column letters, row numbers
    doc = D("Calibri", 11, land=True)
    t = table(doc, 1, 5)
    for c, v in zip(t.rows[0].cells, ("", "A", "B", "C", "D")): cell(c, v, al=C, color="808080")
    n = 0
    def add(*v):
        nonlocal n
        n += 1; return row(t, n, *v)
    add("BẢNG ĐĂNG KÝ HỌC TẬP VÀ LÀM THEO BÁC 2018", "", "", "")
    add("Tập thể", d["author"], "Trực thuộc", d["unit"]); add("Ghi chú", d["intro"], "", ""); add("", "", "", "")
    add("Mục", "Nội dung đăng ký", "Theo dõi", "Tick")
    for s in S(d):
        for i, q in enumerate(T(s)): add(s["heading"] if i == 0 else "", q, "Bí thư" if i % 2 else "Phó bí thư", "")
    add("", "", "", ""); add("Người lập", "Chẩu Thị Vân", "Ngày", "06/3/2018")
    for r in t.rows:
        for c, w in zip(r.cells, (1, 4.5, 13, 3.5, 2.5)): c.width = Cm(w)
    return doc


@lay("2018-mh-01", "Mô hình/Nội chính/ap phich mo hinh.pdf")
def _(d, x):                                   # a poster
    doc = D("Times New Roman", 20, land=True)
    P(doc, d["author"].upper(), C, b=True, color="C00000"); P(doc, d["intro"], C, b=True, size=26, color="C00000")
    for s in S(d):
        P(doc, "★ " + s["heading"] + " ★", C, b=True, color="1F4E79")
        for t in T(s): P(doc, t, C, i=True)
    end(doc, d, al=C)
    return doc


@lay("2018-mh-02", "Mỏ Núi Voi/PX2/Mo hinh goi ten.docx")
def _(d, x):                                   # dossier: label / value, borderless, value lines split by w:br
    doc = D()
    P(doc, "BẢN ĐĂNG KÝ MÔ HÌNH", C, b=True); P(doc, d["intro"], C)
    t = table(doc, 0, 2, grid=False)
    row(t, "Đơn vị đăng ký", f"{d['author']}, {d['unit']}"); row(t, "Chi bộ lãnh đạo", d["party_cell"]); row(t, "Thực trạng trước khi làm", x["before"][0].replace("Thực trạng: ", ""))
    for s in S(d):
        cs = row(t, "", ""); cell(cs[0], s["heading"], b=True)
        p = cs[1].paragraphs[0]
        for i, q in enumerate(T(s)):
            r = p.add_run(q)
            if i < len(T(s)) - 1: r.add_break()
    for r in t.rows: r.cells[0].width, r.cells[1].width = Cm(4.5), Cm(12)
    P(doc, "Quản đốc: Nông Văn Chài", R)
    return doc


@lay("2018-mh-03", "Phường Chùa Hang/Hội ND/mau dang ky mo hinh.docx")
def _(d, x):                                   # printed form in a box: single-cell table
    doc = D()
    t = table(doc, 1, 1); c = t.cell(0, 0)
    cell(c, "PHIẾU ĐĂNG KÝ MÔ HÌNH HỌC VÀ LÀM THEO BÁC", al=C, b=True)
    for l in ("Năm: 2018", "Đơn vị: " + d["author"], "Địa chỉ: " + d["unit"] + " - " + d["party_cell"], d["intro"]): c.add_paragraph(l)
    for s in S(d):
        fmt(c.add_paragraph().add_run(s["heading"] + ":"), b=True)
        for q in T(s): c.add_paragraph("● " + q)
    c.add_paragraph(d["closing"]); c.add_paragraph("CHỦ TỊCH HỘI").alignment = R
    return doc


# ---------------------------------------------------------------- 2019
@lay("2019-cn-01", "Doanh nghiệp/Chè Phú San/Hảo 2019 (kiem diem + dang ky).docx")
def _(d, x):                                   # part A review / part B registration
    doc = D()
    head(doc, [d["party_cell"].upper()], [DANG, d["closing"]])
    P(doc, "BÁO CÁO KẾT QUẢ NĂM 2018 VÀ ĐĂNG KÝ NĂM 2019", C, b=True)
    P(doc, f"Họ và tên: {d['author']}."); P(doc, f"Chức vụ, đơn vị công tác: {d['position']}, {d['unit']}.")
    P(doc, x["reviewtitle"][0], b=True, size=14)
    for l in x["review"]: P(doc, l)
    P(doc, "Tự xếp loại: Hoàn thành tốt nhiệm vụ.", i=True)
    P(doc, x["parttitle"][0], b=True, size=14); P(doc, d["intro"])
    for s in S(d):
        P(doc, s["heading"], b=True)
        for t in T(s): P(doc, "- " + t)
    sign(doc, ["Ý kiến chi bộ:", "Đồng ý"], ["Người báo cáo", "", d["author"]])
    return doc


@lay("2019-cn-02", "Mỏ Núi Voi/PX2/Bang 6 cot.docx")
def _(d, x):                                   # landscape table with 6 columns
    doc = D(size=11, land=True)
    P(doc, f"{d['unit'].upper()} - {d['party_cell'].upper()}", b=True)
    P(doc, "BẢNG ĐĂNG KÝ PHẤN ĐẤU CÁ NHÂN NĂM 2019", C, b=True); P(doc, d["intro"] + f" - {d['author']} - {d['position']}", C)
    t = table(doc, 1, 6)
    for c, v in zip(t.rows[0].cells, ("TT", "Mảng việc", "Nội dung cam kết", "Người theo dõi", "Tự chấm", "Ghi chú")): cell(c, v, b=True, al=C)
    n = 0
    for s in S(d):
        for q in T(s):
            n += 1; row(t, n, s["heading"], q, "Tổ đảng 2", "", "")
    for r in t.rows:
        for c, w in zip(r.cells, (1, 4, 12, 3, 2, 3)): c.width = Cm(w)
    sign(doc, ["TỔ TRƯỞNG"], ["Ngày 28/02/2019", d["author"]])
    return doc


@lay("2019-cn-03", "Lực lượng vũ trang/e584/Huong C6 nam 19.docx")
def _(d, x):                                   # facts in a text box; pledges numbered through all sections (typed)
    doc = D(size=14)
    textbox(P(doc), ["Họ tên: " + d["author"], "Chức vụ: " + d["position"], "Đơn vị: " + d["unit"], "Chi bộ: " + d["party_cell"]])
    P(doc, "CAM KẾT NĂM 2019", C, b=True); P(doc, x["review"][0], J, i=True); P(doc, d["intro"], J)
    n = 0
    for s in S(d):
        P(doc, s["heading"], C, b=True)
        for t in T(s):
            n += 1; P(doc, f"({n}) {t}", J)
    P(doc, "Người cam kết: " + d["author"], R)
    return doc


@lay("2019-cn-04", "Y tế/BV đa khoa/scan phieu tay/Nhan_khoaNgoai.pdf")
def _(d, x): return "rl_form"


@lay("2019-cn-05", "Phòng ban thị xã/Chợ Phú San/thoa cam ket.rtf")
def _(d, x):                                   # facts before the title; one paragraph per section after a bold run-in heading
    doc = D()
    P(doc, f"Họ tên: {d['author']}\tNăm sinh: 1971"); P(doc, f"Chức vụ: {d['position']}\tĐảng viên {d['party_cell']}"); P(doc, f"Cơ quan: {d['unit']}")
    P(doc, "LỜI HỨA TRƯỚC CHI BỘ NĂM 2019", C, b=True, size=15); P(doc, d["intro"], J)
    for s in S(d):
        p = P(doc, s["heading"] + " ", J, b=True)
        p.add_run(" ".join(T(s)))
    end(doc, d); P(doc, "Phú San, ngày 04/3/2019", R, i=True); P(doc, d["author"], R, b=True)
    return doc


@lay("2019-cn-06", "Phòng ban thị xã/Tư pháp/thu gui chi bo.docx")
def _(d, x):                                   # a letter; facts only in the signature block
    doc = D()
    P(doc, "Kính gửi: Chi bộ Nội chính", C, b=True); P(doc, d["intro"], J)
    for s in S(d):
        P(doc, s["heading"], J)
        for t in T(s): P(doc, t, J).paragraph_format.first_line_indent = Cm(1)
    end(doc, d, al=J)
    for l in ("Phú San, ngày 11 tháng 3 năm 2019", d["author"], d["position"] + ", " + d["unit"], "Đảng viên " + d["party_cell"]): P(doc, l, R)
    return doc


@lay("2019-cn-07", "Giáo dục/THCS Tân Sơn/to TN/kien nam 2019.docx")
def _(d, x):                                   # two-column page after a one-column head
    doc = D(size=11)
    P(doc, "TRƯỜNG THCS TÂN SƠN * CHI BỘ", C, size=10); P(doc, "BẢN CAM KẾT 2019", C, b=True, size=15)
    P(doc, f"{d['author']} / {d['position']} / {d['unit']} / {d['party_cell']}", C)
    s2 = doc.add_section(0); cols(s2, 2)
    P(doc, d["intro"], J)
    for s in S(d):
        P(doc, "▌" + s["heading"].upper(), b=True, color="2E75B6")
        for t in T(s): P(doc, "▪ " + t, J)
    P(doc, "(đã ký)", i=True); P(doc, d["author"]); cols(doc.add_section(0), 1)
    return doc


@lay("2019-cn-08", "Xã Tam San/Đồng Vải/truong thon Siu.txt")
def _(d, x):                                   # typed in an old editor: hard line ends at 68 columns, windows-1258
    W = lambda t, i="": textwrap.fill(t, 68, initial_indent=i, subsequent_indent=" " * len(i))
    o = ["DANG BO XA TAM SAN".center(68), "CHI BỘ THÔN ĐỒNG VẢI".center(68), "=" * 68, "", "GIẤY CAM KẾT NĂM 2019".center(68), "", f"Tên: {d['author']}", f"Làm: {d['position']}", f"Ở: {d['unit']}", "", W(d["intro"]), ""]
    for n, s in enumerate(S(d), 1):
        o += [f"{n}. {s['heading']}", "-" * 30] + [W(t, " + ") for t in T(s)] + [""]
    return "cp1258", "\r\n".join(o + [W(d["closing"]), "", "Trưởng thôn".rjust(60), d["author"].rjust(60), ""])


@lay("2019-tt-01", "Doanh nghiệp/Chè Phú San/Chi bộ ĐK 19.docx")
def _(d, x):                                   # merged cells: heading cell spans its pledge rows, title inside the table
    doc = D(size=12)
    rows = [(s["heading"], q) for s in S(d) for q in T(s)]
    t = table(doc, len(rows) + 3, 3)
    a = t.cell(0, 0).merge(t.cell(0, 2)); cell(a, "BẢN ĐĂNG KÝ CỦA TẬP THỂ NĂM 2019", al=C, b=True)
    a = t.cell(1, 0).merge(t.cell(1, 2)); cell(a, d["author"] + " - " + d["unit"], d["intro"])
    for c, v in zip(t.rows[2].cells, ("Nhóm nội dung", "Số", "Cam kết")): cell(c, v, b=True)
    i = 3
    for s in S(d):
        n = len(T(s)); a = t.cell(i, 0).merge(t.cell(i + n - 1, 0)); a.text = s["heading"]
        for k, q in enumerate(T(s)): t.cell(i + k, 1).text, t.cell(i + k, 2).text = str(k + 1), q
        i += n
    for r in t.rows[2:]:
        for c, w in zip(r.cells, (4, 1.2, 11.5)): c.width = Cm(w)
    P(doc, d["closing"], R, b=True)
    return doc


@lay("2019-tt-03", "Phòng ban thị xã/BHXH/noi dung dang ky tap the.docx")
def _(d, x):                                   # content controls, coloured run-in headings
    doc = D("Arial", 12)
    P(doc, "BẢO HIỂM XÃ HỘI THỊ XÃ PHÚ SAN", C, b=True, color="0070C0")
    P(doc, "ĐĂNG KÝ CỦA CHI BỘ NĂM 2019", C, b=True)
    sdt(doc, "Tập thể: " + d["author"], "tapthe"); sdt(doc, "Trực thuộc: " + d["unit"], "donvi"); sdt(doc, d["intro"], "modau")
    for i, s in enumerate(S(d)):
        P(doc, s["heading"], b=True, color="0070C0")
        for k, q in enumerate(T(s)): sdt(doc, f"{'abcdefg'[k]}) {q}", f"nd{i}_{k}")
    P(doc, "TM. CHI BỘ - Bí thư Quản Thị Lợi", R)
    return doc


@lay("2019-tt-05", "Phòng ban thị xã/Chợ Phú San/bang diem chi bo.rtf")
def _(d, x):                                   # scorecard: heading rows, points columns, a review line above the table
    doc = D(size=12)
    P(doc, f"{d['author']} - {d['unit']}", b=True); P(doc, d["intro"]); P(doc, x["review"][0], i=True)
    t = table(doc, 1, 4)
    for c, v in zip(t.rows[0].cells, ("Nội dung", "Điểm chuẩn", "Chi bộ tự chấm", "Đảng uỷ chấm")): cell(c, v, b=True)
    n = 0
    for s in S(d):
        cs = row(t, "", "25", "", ""); cell(cs[0], s["heading"].upper(), b=True)
        for q in T(s):
            n += 1; row(t, f"{n}. {q}", "5", "", "")
    row(t, "Tổng cộng", "100", "", "")
    for r in t.rows:
        for c, w in zip(r.cells, (10.5, 2, 2, 2)): c.width = Cm(w)
    return doc


@lay("2019-mh-01", "Phường Chùa Hang/Hội PN/To trinh mo hinh xach lan.docx")
def _(d, x):                                   # proposal to a superior; real multi-level numbering
    doc = D()
    head(doc, ["HỘI LHPN PHƯỜNG CHÙA HANG", "Số: 07/TTr-PN"], [*MOTTO])
    P(doc, "TỜ TRÌNH", C, b=True); P(doc, "Về việc đăng ký mô hình làm theo Bác năm 2019", C, b=True)
    P(doc, "Kính gửi: Đảng uỷ phường Chùa Hang", C); P(doc, d["author"] + " trình Đảng uỷ nội dung sau:", J); P(doc, d["intro"], J)
    nid = num(doc, [("upperRoman", "%1."), ("lowerLetter", "%2)")])
    for s in S(d):
        numbered(P(doc, re.sub(r"^\d+\. ", "", s["heading"]), b=True), nid, 0)
        for t in T(s): numbered(P(doc, t, J), nid, 1)
    P(doc, "Kính đề nghị Đảng uỷ xem xét./.")
    sign(doc, ["Nơi nhận:", "- Như trên;", "- Lưu."], ["TM. BAN THƯỜNG VỤ", "", "Dương Thị Khuê"])
    return doc


@lay("2019-mh-02", "Mô hình/Chợ/Cho xach lan.odt")
def _(d, x):                                   # two tables: facts table, then TT table per section
    doc = D(size=12)
    P(doc, "PHIẾU MÔ HÌNH", C, b=True, size=16)
    t = table(doc, 0, 4); row(t, "Đơn vị", d["author"], "Chi bộ", d["party_cell"])
    P(doc, d["intro"])
    for s in S(d):
        P(doc, s["heading"], b=True, u=True)
        t = table(doc, 0, 2)
        for n, q in enumerate(T(s), 1):
            cs = row(t, n, q); cs[0].width, cs[1].width = Cm(1), Cm(15.5)
    P(doc, "Trưởng ban: Ma Văn Khiết", R)
    return doc


@lay("2019-mh-03", "Giáo dục/THCS Tân Sơn/MO HINH.rtf")
def _(d, x):                                   # all in one table cell column, quotes style, centred
    doc = D(size=15)
    P(doc, d["author"].upper(), C); P(doc, d["intro"], C, b=True)
    for s in S(d):
        P(doc, s["heading"], C, b=True, u=True)
        for t in T(s): P(doc, t, style="Intense Quote")
    P(doc, d["closing"], C, b=True)
    return doc


# ---------------------------------------------------------------- 2020
@lay("2020-cn-01", "Xuất từ ứng dụng/CK-000317.txt")
def _(d, x):                                   # exported by an app: "Trường: giá trị", utf-16
    o = ["Mã hồ sơ: CK-000317", x["app"][0], f"Họ và tên: {d['author']}", f"Chức vụ: {d['position']}", f"Đơn vị: {d['unit']}", f"Chi bộ: {d['party_cell']}", "Năm: 2020", d["intro"], x["app"][1]]
    for s in S(d):
        for n, q in enumerate(T(s), 1): o.append(f"{s['heading']} [{n}]: {q}")
    return "utf-16", "\r\n".join(o + [x["app"][3], x["app"][2], "Ngày gửi: 24/02/2020 09:15", ""])


@lay("2020-cn-02", "Mỏ Núi Voi/PX2/Pho quan doc Bang 2020.doc")
def _(d, x):                                   # each section one paragraph, soft line breaks inside
    doc = D(size=13)
    p = P(doc, DANG, C, b=True); p.add_run().add_break(); p.add_run(d["party_cell"].upper())
    p = P(doc, "CAM KẾT RÈN LUYỆN NĂM 2020", C, b=True, size=15); p.add_run().add_break(); fmt(p.add_run(f"của {d['author']}, {d['position']}, {d['unit']}"), i=True)
    P(doc, d["intro"], J)
    for s in S(d):
        p = P(doc, s["heading"], b=True)
        for q in T(s): p.add_run().add_break(); p.add_run("– " + q)
    end(doc, d, al=J); P(doc, d["author"], R, b=True)
    return doc


@lay("2020-cn-03", "Lực lượng vũ trang/e584/D2/pho CTV.docx")
def _(d, x):                                   # nested tables
    doc = D(size=12)
    o = table(doc, 3, 1)
    i = table(o.cell(0, 0), 2, 2, False); cell(i.cell(0, 0), "ĐẢNG BỘ TRUNG ĐOÀN 584", b=True); cell(i.cell(0, 1), DANG, b=True)
    i.cell(1, 0).text = f"Đồng chí: {d['author']}"; i.cell(1, 1).text = f"Chức vụ: {d['position']} - {d['party_cell']}"
    c = o.cell(1, 0); cell(c, "BẢN CAM KẾT 2020", al=C, b=True); c.add_paragraph(d["intro"])
    for s in S(d):
        i = c.add_table(0, 1); i.style = "Table Grid"
        cell(i.add_row().cells[0], s["heading"], b=True)
        for q in T(s): i.add_row().cells[0].text = "• " + q
        c.add_paragraph()
    cell(o.cell(2, 0), "Phú San, ngày 20/02/2020", d["author"], al=R)
    return doc


@lay("2020-cn-04", "Y tế/BV đa khoa/Lại Thị Nhàn.docx")
def _(d, x):                                   # footnotes carry figures; Heading 3 styles, en dash pledges
    doc = D("Cambria", 12)
    P(doc, "BẢN ĐĂNG KÝ LÀM THEO BÁC", C, b=True); P(doc, "(năm 2020)", C, i=True)
    P(doc, f"Người đăng ký: {d['author']} – {d['position']} – {d['unit']} – {d['party_cell']}", J); P(doc, d["intro"], J)
    marks = []
    for s in S(d):
        doc.add_heading(s["heading"], 3)
        for q in T(s):
            p = P(doc, "– " + q, J)
            if "2,1%" in q: marks.append((p, x["fn"][0]))
            if "nồi cháo" in q: marks.append((p, x["fn"][1]))
    footnotes(doc, marks)
    sign(doc, ["Phú San, 02/3/2020"], ["Điều dưỡng trưởng", d["author"]])
    return doc


@lay("2020-cn-06", "Phòng ban thị xã/BHXH/phieu tick Uyen.pdf")
def _(d, x):                                   # form with checkboxes
    doc = D("DejaVu Serif", 11)
    P(doc, "PHIẾU TỰ CHỌN VIỆC LÀM THEO BÁC NĂM 2020", C, b=True); P(doc, x["box"][0], C)
    P(doc, x["guide"][0], i=True, size=9)
    P(doc, f"Đảng viên: {d['author']}"); P(doc, f"Vị trí: {d['position']}"); P(doc, f"Cơ quan: {d['unit']} ({d['party_cell']})"); P(doc, d["intro"])
    for i, s in enumerate(S(d)):
        P(doc, s["heading"], b=True)
        for q in T(s): P(doc, "☒ " + q)
        if i in (1, 3): P(doc, "☐ " + x["unchecked"][i // 2])
    P(doc, "Ngày 27/02/2020. Đảng viên ký: Uyên", R)
    return doc


@lay("2020-cn-08", "Xã Tam San/Đồng Vải/ông Sìu nói con ghi.odt")
def _(d, x):                                   # facts in the page header; headings as sentences in the margin (indented text)
    doc = D(size=13)
    doc.sections[0].header.paragraphs[0].text = f"{d['author']} - {d['position']} - {d['unit']} - {d['party_cell']}"
    P(doc, "ĐIỀU TÔI HỨA NĂM 2020", C, b=True, size=18); P(doc, d["intro"], J)
    for n, s in enumerate(S(d), 1):
        P(doc, f"Điều thứ {n}. {s['heading']}", b=True, color="375623")
        for q in T(s):
            p = P(doc, q, J); p.paragraph_format.left_indent = Cm(2); p.paragraph_format.space_after = Pt(8)
    end(doc, d, al=J)
    return doc


@lay("2020-cn-09", "Phường Chùa Hang/Hội PN/Diep + phu luc.docx")
def _(d, x):                                   # short letter page; pledges in an appendix after the signature and a page break
    doc = D()
    head(doc, ["ĐẢNG BỘ PHƯỜNG CHÙA HANG", d["party_cell"].upper()], [DANG, "Chùa Hang, ngày 20 tháng 02 năm 2020"])
    P(doc, "BẢN ĐĂNG KÝ", C, b=True); P(doc, f"Tôi tên là: {d['author']}, chức vụ: {d['position']}; đơn vị: {d['unit']}.", J)
    P(doc, d["intro"], J); end(doc, d, al=J); P(doc, x["opinion"][0], J, i=True)
    sign(doc, ["BÍ THƯ CHI BỘ", "", "Lã Thị Thơm"], ["NGƯỜI ĐĂNG KÝ", "", d["author"]])
    doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    P(doc, "PHỤ LỤC", C, b=True); P(doc, "Danh mục nội dung đăng ký năm 2020", C, b=True)
    nid = num(doc, [("decimalZero", "%1")])
    for s in S(d):
        P(doc, s["heading"], b=True)
        for q in T(s): numbered(P(doc, q, J), nid)
    return doc


@lay("2020-tt-03", "Phòng ban thị xã/BHXH/DK tap the BHXH.pdf")
def _(d, x): return "rl_report"


@lay("2020-tt-04", "Phường Chùa Hang/To dan pho/chua hang 1.txt")
def _(d, x):                                   # typed list with boxes of characters, utf-8, numbering 1.1 1.2
    o = ["+" + "-" * 58 + "+", "|  " + d["author"].upper(), "|  PHƯỜNG CHÙA HANG - ĐĂNG KÝ NĂM 2020", "+" + "-" * 58 + "+", "", "Đơn vị: " + d["unit"], d["intro"], ""]
    for n, s in enumerate(S(d), 1):
        o += ["~~ " + s["heading"] + " ~~"] + [f"{n}.{k} {q}" for k, q in enumerate(T(s), 1)] + [""]
    return "utf-8", "\n".join(o + [d["closing"], ""])


@lay("2020-tt-06", "Lực lượng vũ trang/e584/D2/chi bo D2.doc")
def _(d, x):                                   # two halves in a two-column table: left results of last year, right the registration
    doc = D(size=11, land=True)
    P(doc, f"{d['party_cell'].upper()} - {d['unit']}", b=True); P(doc, d["intro"])
    t = table(doc, 2, 2)
    cell(t.cell(0, 0), "KẾT QUẢ NĂM 2019", b=True, al=C); cell(t.cell(0, 1), "ĐĂNG KÝ NĂM 2020", b=True, al=C)
    cell(t.cell(1, 0), *x["review"])
    c = t.cell(1, 1); first = True
    for s in S(d):
        p = c.paragraphs[0] if first else c.add_paragraph(); first = False
        fmt(p.add_run(s["heading"]), b=True)
        for q in T(s): c.add_paragraph("- " + q)
    for r in t.rows: r.cells[0].width, r.cells[1].width = Cm(7), Cm(18)
    P(doc, "BÍ THƯ: Trung tá Lục Văn Khang", R)
    return doc


@lay("2020-mh-01", "Mô hình/Đài/mo hinh dai.txt")
def _(d, x):
    o = [d["unit"], "", d["intro"], ""]
    for s in S(d): o += [s["heading"] + ":", "; ".join(T(s)) + "."]
    return "utf-8-sig", "\r\n".join(o + ["", "GIÁM ĐỐC", ""])


@lay("2020-mh-02", "Mô hình/Quân sự/Bua com ba dan toc.pdf")
def _(d, x):                                   # landscape: sections as columns side by side
    doc = D(size=11, land=True)
    P(doc, d["author"].upper() + " - TRUNG ĐOÀN 584", b=True); P(doc, "BẢN ĐĂNG KÝ MÔ HÌNH", C, b=True); P(doc, d["intro"], C); P(doc, f"Chi bộ lãnh đạo: {d['party_cell']}; thực hiện: {d['position']}", C)
    t = table(doc, 2, len(S(d)))
    for i, s in enumerate(S(d)):
        cell(t.cell(0, i), s["heading"], b=True, al=C); cell(t.cell(1, i), *["- " + q for q in T(s)])
    P(doc, "TIỂU ĐOÀN TRƯỞNG", R)
    return doc


# ---------------------------------------------------------------- reportlab
def rl(kind, d, x, path):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.colors import HexColor, grey
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle, Frame, PageTemplate, BaseDocTemplate
    L = "/usr/share/fonts/truetype/liberation2/"
    for n, f in (("S", "LiberationSerif-Regular"), ("SB", "LiberationSerif-Bold"), ("SI", "LiberationSerif-Italic"), ("A", "LiberationSans-Regular"), ("AB", "LiberationSans-Bold")):
        pdfmetrics.registerFont(TTFont(n, f"{L}{f}.ttf"))
    st = lambda f, z=12, **k: ParagraphStyle(f + str(z) + str(k), fontName=f, fontSize=z, leading=z * 1.45, **k)
    if kind == "rl_form":                      # printed form (Serif) filled by hand (italic blue), dotted rules under what was filled in
        ink = HexColor("#1a2f9c"); hand = st("SI", 13, textColor=ink)
        w, h = A4; doc = BaseDocTemplate(str(path), pagesize=A4)
        def bg(c, _):
            c.setStrokeColor(grey); c.setDash(1, 2)
            for y in range(60, int(h) - 40, 20): c.line(55, y, w - 45, y)
        doc.addPageTemplates(PageTemplate(frames=[Frame(55, 50, w - 100, h - 90)], onPage=bg))
        fl = [Paragraph("CHI BỘ NGOẠI - GÂY MÊ", st("SB")), Paragraph("PHIẾU CAM KẾT NĂM 2019", st("SB", 15, alignment=1)), Spacer(1, 8)]
        for k, v in (("Họ và tên", d["author"]), ("Chức vụ", d["position"]), ("Đơn vị công tác", d["unit"]), ("Chi bộ", d["party_cell"])):
            fl.append(Paragraph(f'{k}: <font name="SI" color="#1a2f9c">{v}</font>', st("S")))
        fl.append(Paragraph(d["intro"], st("S")))
        for s in S(d):
            fl.append(Paragraph(s["heading"], st("SB")))
            for q in T(s): fl.append(Paragraph("- " + q, hand))
        fl += [Paragraph("Ý KIẾN CỦA CHI BỘ:", st("SB")), Paragraph(x["opinion"][0], hand), Paragraph("Người cam kết (ký): Nhàn", st("S", alignment=2))]
        doc.build(fl)
    else:                                      # office report: coloured title bar, ruled sheet, number column
        doc = SimpleDocTemplate(str(path), pagesize=A4, leftMargin=50, rightMargin=50, topMargin=40)
        b = st("A", 11)
        fl = [Table([[Paragraph("ĐĂNG KÝ CỦA TẬP THỂ NĂM 2020", st("AB", 14, textColor=HexColor("#ffffff")))]], colWidths=[495], style=TableStyle([("BACKGROUND", (0, 0), (-1, -1), HexColor("#0a6b3d"))])),
              Spacer(1, 6), Paragraph(f"Tập thể: {d['author']}", b), Paragraph(f"Cơ quan: {d['unit']}", b), Paragraph(d["intro"], b), Spacer(1, 6)]
        rows, sty, n = [], [("LINEBELOW", (0, 0), (-1, -1), .3, grey), ("VALIGN", (0, 0), (-1, -1), "TOP")], 0
        for s in S(d):
            sty.append(("SPAN", (0, len(rows)), (1, len(rows)))); rows.append([Paragraph(s["heading"], st("AB", 11, textColor=HexColor("#0a6b3d"))), ""])
            for q in T(s):
                n += 1; rows.append([Paragraph(f"{n:02d}", b), Paragraph(q, b)])
        fl += [Table(rows, colWidths=[35, 460], style=TableStyle(sty)), Paragraph("Bí thư chi bộ: Quản Thị Lợi", st("A", 11, alignment=2))]
        doc.build(fl)


TONES = set("\u0300\u0301\u0303\u0309\u0323")
def to1258(t):
    o = b""
    for ch in unicodedata.normalize("NFC", t):
        try: o += ch.encode("cp1258"); continue
        except UnicodeEncodeError: pass
        n = unicodedata.normalize("NFD", ch)
        o += (unicodedata.normalize("NFC", "".join(c for c in n if c not in TONES)) + "".join(c for c in n if c in TONES)).encode("cp1258")
    return o


def main():
    docs = [json.loads(l) for l in (H / "documents.jsonl").open(encoding="utf-8")]
    F = H / "files"; shutil.rmtree(F, ignore_errors=True); man, jobs = {}, {}
    with tempfile.TemporaryDirectory() as tmp:
        for d in docs:
            rel, f = LAY[d["id"]]; path = F / rel; path.parent.mkdir(parents=True, exist_ok=True)
            assert rel not in man; man[rel] = d["id"]; r = f(d, X[d["id"]]); ext = path.suffix[1:]
            if isinstance(r, str): rl(r, d, X[d["id"]], path)
            elif isinstance(r, tuple): path.write_bytes(to1258(r[1]) if r[0] == "cp1258" else r[1].encode(r[0]))
            elif ext == "docx": r.save(path)
            else: src = Path(tmp) / f"{d['id']}.docx"; r.save(src); jobs.setdefault(ext, []).append((src, path))
        for ext, js in jobs.items():           # one call per target format
            subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp}/profile", "--headless", "--convert-to", {"doc": "doc:MS Word 97"}.get(ext, ext), "--outdir", tmp, *[str(a) for a, _ in js]], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=400)
            for a, b in js: shutil.move(a.with_suffix("." + ext), b)
    (F / "manifest.json").write_text(json.dumps(man, ensure_ascii=False, indent=1), encoding="utf-8")
    print(len(man))


if __name__ == "__main__":
    main()
