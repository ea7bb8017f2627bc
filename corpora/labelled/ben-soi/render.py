#!/usr/bin/env python3
"""Bến Sỏi: lay the 40 documents out, each in a layout of its own.   python render.py   (in this folder)

Needs python-docx, reportlab and soffice. Every layout is one function L<id>; its text outside the gold pledges
(reviews, opinions, guidance of the form) is written in that function or in extras.json.
"""
import json, shutil, subprocess, tempfile, unicodedata
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as A, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

ROOT = Path(__file__).parent
DOCS = {d["id"]: d for d in map(json.loads, (ROOT / "documents.jsonl").open(encoding="utf-8"))}
EXTRAS = json.loads((ROOT / "extras.json").read_text(encoding="utf-8"))
DANG = "ĐẢNG CỘNG SẢN VIỆT NAM"
MOTTO = ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def new(font="Times New Roman", size=13, landscape=False):
    doc = Document()
    st = doc.styles["Normal"]
    st.font.name, st.font.size = font, Pt(size)
    s = doc.sections[0]
    w, h = Cm(21), Cm(29.7)
    if landscape:
        s.orientation, w, h = WD_ORIENT.LANDSCAPE, h, w
    s.page_width, s.page_height, s.left_margin, s.right_margin = w, h, Cm(2.5), Cm(2)
    return doc


def P(c, text="", b=False, i=False, u=False, al=None, col=None, size=None, style=None):
    p = c.add_paragraph(style=style) if style else c.add_paragraph()
    r = p.add_run(text)
    r.bold, r.italic, r.underline = b or None, i or None, u or None
    if col:
        r.font.color.rgb = RGBColor.from_string(col)
    if size:
        r.font.size = Pt(size)
    if al:
        p.alignment = {"c": A.CENTER, "r": A.RIGHT, "j": A.JUSTIFY}[al]
    return p


def runs(c, *parts):
    p = c.add_paragraph()
    for t, f in parts:
        r = p.add_run(t)
        r.bold, r.italic, r.underline = "b" in f or None, "i" in f or None, "u" in f or None
    return p


def cell(c, *lines, b=False, i=False, al=None):
    c.paragraphs[0].text = ""
    for n, t in enumerate(lines):
        p = c.paragraphs[0] if n == 0 else c.add_paragraph()
        r = p.add_run(t)
        r.bold, r.italic = b or None, i or None
        if al:
            p.alignment = A.CENTER


def letterhead(doc, left, right, grid=False):
    t = doc.add_table(1, 2)
    cell(t.cell(0, 0), *left, al="c")
    cell(t.cell(0, 1), *right, b=True, al="c")
    return t


def shade(c, color):
    c._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{color}"/>'))


def numbering(doc, levels):
    """levels: [(numFmt, lvlText)] -> numId of a new multilevel list (real automatic numbers)."""
    root = doc.part.numbering_part.element
    aid = 900 + len(root.findall(qn("w:abstractNum")))
    x = "".join(f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{f}"/><w:lvlText w:val="{escape(t)}"/>'
                f'<w:pPr><w:ind w:left="{360 + 360 * n}" w:hanging="360"/></w:pPr></w:lvl>' for n, (f, t) in enumerate(levels))
    a = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{aid}"><w:multiLevelType w:val="multilevel"/>{x}</w:abstractNum>')
    first = root.find(qn("w:num"))
    first.addprevious(a) if first is not None else root.append(a)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{aid}"><w:abstractNumId w:val="{aid}"/></w:num>'))
    return aid


def num(p, nid, lvl):
    p._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{lvl}"/><w:numId w:val="{nid}"/></w:numPr>'))
    return p


def textbox(doc, lines, width=430, height=90, bold_first=False):
    paras = "".join(f'<w:p><w:r>{"<w:rPr><w:b/></w:rPr>" if bold_first and n == 0 else ""}<w:t xml:space="preserve">{escape(t)}</w:t></w:r></w:p>'
                    for n, t in enumerate(lines))
    doc.add_paragraph()._p.append(parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape type="#_x0000_t202" '
        f'style="width:{width}pt;height:{height}pt"><v:textbox><w:txbxContent>{paras}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'))


def control(doc, text, tag):
    p = f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    doc.element.body.insert_element_before(parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{p}</w:sdtContent></w:sdt>'), "w:sectPr")


def sign(doc, left, right, name):
    t = doc.add_table(1, 2)
    cell(t.cell(0, 0), *left, al="c")
    cell(t.cell(0, 1), *right, "", "", name, al="c")


def secs(d):
    for n, s in enumerate(d["sections"], 1):
        yield n, s["heading"], [p["text"] for p in s["pledges"]]


def grid(doc, rows, cols):
    t = doc.add_table(rows, cols)
    t.style = "Table Grid"
    return t


def bare(h):
    return h.split(". ", 1)[-1] if h.split(". ", 1)[0] in {"I", "II", "III", "IV", "V", "A", "B", "C", "D", "1", "2", "3", "4", "5"} else h


# ---------------------------------------------------------------- individuals 2018
def L2018_cn_01(d):  # two halves: A review, B pledges; letterhead of a state office
    doc = new()
    letterhead(doc, ["CỤC HẢI QUAN TỈNH", d["unit"].upper()], MOTTO)
    P(doc, "BẢN TỰ SOI VÀ ĐĂNG KÝ PHẤN ĐẤU NĂM 2018", b=True, al="c")
    P(doc, f"Người viết: {d['author']}. Công việc: {d['position']}. Nơi sinh hoạt đảng: {d['party_cell']}.")
    x = EXTRAS[d["id"]]
    for t in x[:-1]:
        P(doc, t, b=t.startswith("PHẦN"))
    P(doc, x[-1], b=True)
    P(doc, d["intro"], i=True)
    for _, h, ps in secs(d):
        P(doc, h, b=True)
        for t in ps:
            P(doc, "- " + t, al="j")
    P(doc, d["closing"])
    sign(doc, ["CHI UỶ", "(đã xem)"], ["Bến Sỏi, ngày 09 tháng 3 năm 2018", "NGƯỜI VIẾT"], d["author"])
    return doc


def L2018_cn_02(d):  # checkboxes
    doc = new("Arial", 11)
    P(doc, "PHIẾU ĐĂNG KÝ CÁ NHÂN NĂM 2018", b=True, size=16)
    P(doc, "(đánh dấu ☑ trước nội dung lựa chọn)", i=True)
    P(doc, f"☑ Đảng viên: {d['author']}      ☐ Quần chúng")
    P(doc, f"Chức danh: {d['position']}  |  Cơ quan: {d['unit']}  |  Chi bộ: {d['party_cell'][7:]}")
    P(doc, d["intro"])
    for _, h, ps in secs(d):
        P(doc, h, b=True, col="1F3864")
        for t in ps:
            P(doc, "☑ " + t)
    P(doc, "E. Nguyện vọng (không bắt buộc)", b=True, col="1F3864")
    for t in EXTRAS[d["id"]]:
        P(doc, "☐ " + t)
    P(doc, d["closing"])
    P(doc, "Ký tên: Sương", al="r")
    return doc


def L2018_cn_04(d):  # heading styles + automatic multilevel numbers
    doc = new(size=14)
    n = numbering(doc, [("upperRoman", "%1."), ("decimal", "%1.%2."), ("lowerLetter", "%3)")])
    P(doc, DANG, b=True, al="r")
    P(doc, "BẢN CAM KẾT CÁ NHÂN", b=True, al="c", style="Title")
    for k, v in (("Họ và tên", d["author"]), ("Chức vụ", d["position"]), ("Đơn vị", d["unit"]), ("Sinh hoạt tại", d["party_cell"])):
        P(doc, f"{k}: {v}")
    P(doc, d["intro"], al="j")
    for _, h, ps in secs(d):
        num(doc.add_heading(h, 2), n, 0)
        for t in ps:
            num(P(doc, t, al="j"), n, 1)
    P(doc, d["closing"], al="j")
    P(doc, "Vạn Gành, ngày 15 tháng 3 năm 2018", i=True, al="r")
    P(doc, "Người cam kết: " + d["author"], b=True, al="r")
    return doc


def L2018_cn_05(d):  # official form with number, dotted leaders, guidance of the form in italics
    doc = new()
    P(doc, "Mẫu số 02-CK/ĐU", b=True, al="r")
    P(doc, "(Ban hành kèm theo hướng dẫn của Đảng uỷ Bệnh viện)", i=True, al="r")
    P(doc, "BẢN CAM KẾT THỰC HIỆN CHUYÊN ĐỀ NĂM 2018", b=True, al="c")
    P(doc, f"Họ và tên: ……………{d['author']}……………… Giới tính: ……Nam……")
    P(doc, f"Chức danh: ……{d['position']}……")
    P(doc, f"Đơn vị: …………{d['unit']}………… Chi bộ: ……{d['party_cell']}……")
    P(doc, d["intro"], al="j")
    for n, h, ps in secs(d):
        runs(doc, (h, "b"))
        P(doc, "(Hướng dẫn: " + EXTRAS[d["id"]][1 if n == 4 else 0] + ")", i=True, size=10)
        for t in ps:
            P(doc, "+ " + t)
    P(doc, d["closing"])
    P(doc, "Ghi chú: Mẫu này lập 02 bản; đảng viên không tự ý thêm, bớt mục; viết không quá 02 trang.", i=True, size=10)
    sign(doc, ["XÁC NHẬN CỦA CHI UỶ", "………………………"], ["NGƯỜI CAM KẾT", "(ký, ghi rõ họ tên)"], d["author"])
    return doc


def L2018_cn_06(d):  # 1/ 1.1/ a- with soft line breaks inside one paragraph per section
    doc = new(size=14)
    t = letterhead(doc, ["ĐẢNG BỘ THỊ XÃ BẾN SỎI", "ĐẢNG UỶ XÃ BÀU TRĂNG", "*"], [DANG, "Bàu Trăng, ngày 27 tháng 02 năm 2018"])
    P(doc, "CHƯƠNG TRÌNH HÀNH ĐỘNG CÁ NHÂN", b=True, al="c")
    P(doc, "của đồng chí " + d["author"] + ", " + d["position"] + " Bàu Trăng, đảng viên " + d["party_cell"], i=True, al="c")
    P(doc, d["intro"], al="j")
    for n, h, ps in secs(d):
        p = doc.add_paragraph()
        p.add_run(h).bold = True
        for k, x in enumerate(ps, 1):
            p.add_run().add_break(WD_BREAK.LINE)
            p.add_run(f"{n}.{k}/ {x}")
    P(doc, d["closing"], al="j")
    P(doc, "NGƯỜI ĐĂNG KÝ", b=True, al="r")
    P(doc, d["author"], al="r")
    return doc


def L2018_cn_10(d):  # label and value on separate lines; pledges joined by ';'
    doc = new()
    P(doc, "HỘI NÔNG DÂN VIỆT NAM", b=True)
    P(doc, "PHIẾU CAM KẾT", b=True, al="c")
    for k, v in (("Họ, tên", d["author"]), ("Chức vụ", d["position"]), ("Nơi công tác", d["unit"]), ("Chi bộ", d["party_cell"]), ("Năm cam kết", "2018")):
        P(doc, k + ":", b=True)
        P(doc, v)
    P(doc, d["intro"])
    for _, h, ps in secs(d):
        P(doc, h.upper(), u=True)
        P(doc, "; ".join(p.rstrip(".") for p in ps) + ".", al="j")
    P(doc, "Bàu Trăng, ngày 5/4/2018", al="r")
    P(doc, "Xuyến", al="r")
    return doc


# ---------------------------------------------------------------- individuals 2019
def L2019_cn_01(d):  # a letter
    doc = new("Georgia", 12)
    P(doc, "Bến Sỏi, ngày 11 tháng 3 năm 2019", al="r")
    P(doc, "Kính gửi: " + d["party_cell"])
    P(doc, f"Tên tôi là {d['author']}, hiện là {d['position'][0].lower() + d['position'][1:]}, {d['unit']}.", al="j")
    P(doc, d["intro"], al="j")
    for _, h, ps in secs(d):
        p = P(doc, "", al="j")
        p.add_run(h + " ").italic = True
        p.add_run(ps[0])
        for t in ps[1:]:
            P(doc, t, al="j")
    P(doc, d["closing"])
    P(doc, "Chào thân ái,", al="r")
    P(doc, d["author"], al="r")
    return doc


def L2019_cn_02(d):  # an e-mail pasted into Word
    doc = new("Courier New", 10)
    for t in ("-----Original Message-----", "From: Phạm Thị Ngọc Sương <suong.pt@cangvu.example>", "To: chibo.cangvu@cangvu.example",
              "Sent: Thứ Sáu, 08/03/2019 16:42", "Subject: FW: dang ky nam 2019", ""):
        P(doc, t)
    P(doc, "> Kính gửi các anh chị,")
    P(doc, "> " + d["intro"])
    for _, h, ps in secs(d):
        P(doc, ">")
        P(doc, "> " + h)
        for t in ps:
            P(doc, "> - " + t)
    P(doc, "> " + d["closing"])
    P(doc, "--")
    P(doc, f"{d['author']} | {d['position']}")
    P(doc, d["unit"] + " | " + d["party_cell"])
    P(doc, "Sent from my iPad")
    return doc


def L2019_cn_03(d):  # facts in a text box, underlined headings, no title
    doc = new()
    textbox(doc, [d["author"].upper(), d["position"], d["unit"], d["party_cell"], "Đăng ký năm 2019"], bold_first=True, height=110)
    P(doc, d["intro"])
    for _, h, ps in secs(d):
        P(doc, h + ":", u=True)
        for t in ps:
            P(doc, "* " + t)
    P(doc, d["closing"])
    P(doc, "Phụng", al="r")
    return doc


def L2019_cn_04(d):  # two newspaper columns, coloured headings, pdf
    doc = new(size=11)
    P(doc, "ĐĂNG KÝ PHẤN ĐẤU NĂM HỌC TẬP CHUYÊN ĐỀ 2019", b=True, al="c", col="C00000")
    P(doc, f"{d['author']} - {d['position']} - {d['unit']} - {d['party_cell']}", al="c")
    s = doc.add_section(0)
    s._sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="2" w:space="400"/>'))
    for e in s._sectPr.findall(qn("w:cols"))[:-1]:
        s._sectPr.remove(e)
    P(doc, d["intro"])
    for _, h, ps in secs(d):
        P(doc, h, b=True, col="0070C0")
        for t in ps:
            P(doc, "• " + t)
    P(doc, d["closing"])
    P(doc, d["author"], b=True)
    return doc


def L2019_cn_05(d):  # headings as questions
    doc = new()
    P(doc, "TỰ HỎI VÀ TỰ HỨA - NĂM 2019", b=True, al="c", size=15)
    P(doc, "Ai viết?", b=True, col="2E74B5")
    P(doc, f"{d['author']}, {d['position']}, {d['unit']}. Sinh hoạt tại {d['party_cell']}.")
    P(doc, "Vì sao viết?", b=True, col="2E74B5")
    P(doc, d["intro"])
    for _, h, ps in secs(d):
        P(doc, h, b=True, col="2E74B5")
        for t in ps:
            P(doc, t, style="List Bullet")
    P(doc, "NHẬN XÉT CỦA CHI BỘ:", b=True)
    P(doc, "Đồng chí có chuyên môn vững, cần chú ý bản đăng ký sát công việc của khoa hơn, tránh lấy bài của người khác. Chi bộ nhất trí cho đồng chí làm lại một lần trước ngày 15/4.")
    P(doc, "Bí thư chi bộ: Lâm Thị Oanh", al="r")
    return doc


def L2019_cn_06(d):  # facts in the page header; pledges numbered through all sections
    doc = new()
    h = doc.sections[0].header.paragraphs[0]
    h.text = f"{d['author']} - {d['position']} - {d['unit']} - {d['party_cell']} - năm 2019"
    doc.sections[0].footer.paragraphs[0].text = "Bản đăng ký gồm 02 trang, lưu tại văn phòng Đảng uỷ"
    P(doc, "BẢN ĐĂNG KÝ", b=True, al="c", size=18)
    P(doc, d["intro"], al="j")
    k = 0
    for _, hd, ps in secs(d):
        P(doc, hd, b=True)
        for t in ps:
            k += 1
            P(doc, f"{k}. {t}", al="j")
    P(doc, d["closing"], al="r", i=True)
    P(doc, "CHỦ TỊCH", b=True, al="r")
    return doc


def L2019_cn_07(d):  # one paragraph per section, bold run-in heading, sentence by sentence
    doc = new(size=12)
    t = doc.add_table(2, 2)
    cell(t.cell(0, 0), "VIỆN KIỂM SÁT NHÂN DÂN", "THỊ XÃ BẾN SỎI", al="c")
    cell(t.cell(0, 1), *MOTTO, b=True, al="c")
    cell(t.cell(1, 0), "Số: 07/CK-CB", al="c")
    cell(t.cell(1, 1), "Bến Sỏi, ngày 14 tháng 3 năm 2019", i=True, al="c")
    P(doc, "CAM KẾT", b=True, al="c")
    P(doc, f"Tôi tên là: {d['author']}, chức vụ: {d['position']}; đơn vị: {d['unit']}; chi bộ: {d['party_cell']}.")
    P(doc, d["intro"])
    for n, h, ps in secs(d):
        runs(doc, (f"{n}. {h}. ", "b"), (" ".join(ps), ""))
    P(doc, d["closing"])
    sign(doc, ["Ý KIẾN CỦA BÍ THƯ CHI BỘ", "Chưa đạt, đề nghị viết lại cho đúng việc của kiểm sát viên."], ["NGƯỜI CAM KẾT"], d["author"])
    return doc


def txt_2019_cn_09(d):  # no title at all, facts in the signature block at the end
    out = [d["intro"], ""]
    for _, h, ps in secs(d):
        out += [h.upper()] + ["    " + t for t in ps] + [""]
    out += ["", "                         Bến Sỏi, 18/3/2019", "                         " + d["author"],
            "                         " + d["position"] + ", " + d["unit"], "                         " + d["party_cell"]]
    return "\n".join(out) + "\n"


def L2019_cn_10(d):  # content controls; the title stands after the facts
    doc = new()
    for n, (k, v) in enumerate((("Đảng viên", d["author"]), ("Chức vụ", d["position"]), ("Cơ quan", d["unit"]), ("Chi bộ", d["party_cell"]))):
        control(doc, f"{k}: {v}", f"f{n}")
    P(doc, "BẢN CAM KẾT NĂM 2019", b=True, al="c")
    control(doc, d["intro"], "basis")
    for n, h, ps in secs(d):
        P(doc, f"{n}) {h}", b=True)
        P(doc, "(viết tối đa năm gạch đầu dòng, mỗi gạch một việc)", i=True, size=9)
        for k, t in enumerate(ps):
            control(doc, "abcdeghik"[k] + ") " + t, f"s{n}_{k}")
    P(doc, "NGƯỜI CAM KẾT", al="r")
    P(doc, d["author"], al="r")
    return doc


# ---------------------------------------------------------------- individuals 2020
def L2020_cn_01(d):  # landscape table with six columns
    doc = new(size=11, landscape=True)
    letterhead(doc, ["ĐẢNG BỘ CHI CỤC HẢI QUAN", d["party_cell"].upper()], [DANG, "Bến Sỏi, ngày 02 tháng 3 năm 2020"])
    P(doc, "BẢNG ĐĂNG KÝ VIỆC LÀM THEO NĂM 2020", b=True, al="c")
    P(doc, f"Họ tên: {d['author']}     Chức vụ: {d['position']}     Đơn vị: {d['unit']}")
    P(doc, d["intro"])
    t = grid(doc, 1, 6)
    for c, x in zip(t.rows[0].cells, ("TT", "Lĩnh vực", "Việc đăng ký", "Người kiểm tra", "Kết quả tự chấm", "Ghi chú")):
        cell(c, x, b=True)
    k = 0
    for _, h, ps in secs(d):
        start = len(t.rows)
        for x in ps:
            k += 1
            r = t.add_row().cells
            cell(r[0], str(k)), cell(r[2], x), cell(r[3], "Chi uỷ")
        m = t.cell(start, 1).merge(t.cell(len(t.rows) - 1, 1))
        cell(m, h, b=True)
    P(doc, d["closing"])
    P(doc, "NHẬN XÉT CỦA CHI BỘ: Đồng chí đăng ký sát việc, có mốc; chi bộ giao đồng chí Bí thư theo dõi hằng tháng và cho ý kiến vào tháng 6.", i=True)
    P(doc, d["author"], al="r", b=True)
    return doc


def L2020_cn_02(d):  # minutes-like text
    doc = new()
    P(doc, "BIÊN BẢN GHI NHẬN ĐĂNG KÝ CỦA ĐẢNG VIÊN", b=True, al="c")
    P(doc, "Thời gian: 9 giờ, ngày 25/02/2020. Địa điểm: phòng họp tầng 2. Thư ký: Đào Thị Lành.")
    P(doc, d["intro"], al="j")
    P(doc, f"Đồng chí {d['author']}, {d['position']}, {d['unit']}, đảng viên {d['party_cell']} đọc bản đăng ký:", al="j")
    for _, h, ps in secs(d):
        runs(doc, (h + ":", "bi"))
        for t in ps:
            P(doc, "– " + t)
    P(doc, "Thảo luận", b=True)
    for t in EXTRAS[d["id"]]:
        P(doc, t)
    P(doc, d["closing"])
    sign(doc, ["THƯ KÝ", "", "Đào Thị Lành"], ["CHỦ TOẠ"], "Trương Văn Thông")
    return doc


def L2020_cn_03(d):  # nested tables
    doc = new()
    outer = grid(doc, 2 + len(d["sections"]), 1)
    cell(outer.cell(0, 0), "PHIẾU ĐĂNG KÝ NĂM 2020", b=True, al="c")
    c = outer.cell(1, 0)
    inner = c.add_table(2, 4)
    for (r, k), v in zip([(r, k) for r in (0, 1) for k in range(4)],
                         ("Họ tên", d["author"], "Chức vụ", d["position"], "Đơn vị", d["unit"], "Chi bộ", d["party_cell"])):
        cell(inner.cell(r, k), v, b=k % 2 == 0)
    c.add_paragraph(d["intro"])
    for n, h, ps in secs(d):
        c = outer.cell(1 + n, 0)
        cell(c, h, b=True)
        t = c.add_table(0, 2)
        t.style = "Table Grid"
        for k, x in enumerate(ps, 1):
            r = t.add_row().cells
            cell(r[0], f"{n}.{k}"), cell(r[1], x)
            r[0].width, r[1].width = Cm(1.5), Cm(14)
        c.add_paragraph("")
    P(doc, "Người đăng ký", al="r")
    P(doc, d["author"], al="r")
    return doc


def txt_2020_cn_04(d):  # exported from an app
    out = ["#EXPORT so-tay-dang-vien v1.4", "Mã phiếu: BS-2020-00417", "Loại: Cá nhân", "Năm: 2020", "Họ tên: " + d["author"], "Chức vụ: " + d["position"],
           "Đơn vị: " + d["unit"], "Chi bộ: " + d["party_cell"], "Căn cứ: " + d["intro"],
           "Kết quả năm trước: Lớp Lá 2 có 36 cháu, 34 cháu đủ cân nặng; được phụ huynh tặng thư cảm ơn; tổ khối Lá đạt tổ tiên tiến.", ""]
    for n, h, ps in secs(d):
        out += [f"[Mục {n}] {h}"]
        out += [f"Nội dung {n}.{k}: {t}" for k, t in enumerate(ps, 1)]
        out += [""]
    return "\r\n".join(out + ["Trạng thái: Đã gửi chi uỷ", "Thời điểm gửi: 2020-03-06 21:10:33", "Nhận xét của chi uỷ: (trống)"]) + "\r\n"


def L2020_cn_06(d):  # a table row per section; a review of last year as first rows of the table
    doc = new()
    letterhead(doc, ["UỶ BAN NHÂN DÂN", "PHƯỜNG VẠN GÀNH"], MOTTO)
    P(doc, "KẾ HOẠCH HÀNH ĐỘNG CÁ NHÂN NĂM 2020", b=True, al="c")
    P(doc, d["intro"], al="j")
    t = grid(doc, 1, 2)
    cell(t.cell(0, 0), "Mục", b=True), cell(t.cell(0, 1), "Nội dung", b=True)
    r = t.add_row().cells
    cell(r[0], "Người đăng ký"), cell(r[1], d["author"], d["position"] + " - " + d["unit"], d["party_cell"])
    r = t.add_row().cells
    cell(r[0], "Kết quả năm 2019", i=True)
    cell(r[1], "Giảm 18/18 hộ nghèo theo đăng ký.", "Lấy phiếu 287/300 hộ về dự án kè biển, công bố tại 7 nhà văn hoá.", "Còn để 3 vụ việc tiếp dân trả lời quá hẹn.", i=True)
    for _, h, ps in secs(d):
        r = t.add_row().cells
        cell(r[0], h, b=True)
        cell(r[1], *[f"- {x}" for x in ps])
    for row in t.rows:
        row.cells[0].width, row.cells[1].width = Cm(4), Cm(12.5)
    P(doc, d["closing"], al="j")
    P(doc, "Võ Hữu Lộc", b=True, al="r")
    return doc


def L2020_cn_08(d):  # table with merged cells (section across all columns; the post across two rows)
    doc = new(size=12)
    t = grid(doc, 4, 4)
    cell(t.cell(0, 0).merge(t.cell(0, 3)), "BẢN CAM KẾT ĐẢNG VIÊN NĂM 2020", b=True, al="c")
    cell(t.cell(1, 0), "Họ tên"), cell(t.cell(1, 1), d["author"]), cell(t.cell(1, 2), "Chức vụ"), cell(t.cell(1, 3), d["position"])
    cell(t.cell(2, 0), "Đơn vị"), cell(t.cell(2, 1), d["unit"]), cell(t.cell(2, 2), "Chi bộ"), cell(t.cell(2, 3), d["party_cell"])
    cell(t.cell(3, 0).merge(t.cell(3, 3)), d["intro"])
    k = 0
    for _, h, ps in secs(d):
        r = t.add_row()
        m = r.cells[0].merge(r.cells[3])
        cell(m, h, b=True)
        shade(m, "D9E2F3")
        for x in ps:
            k += 1
            r = t.add_row()
            cell(r.cells[0], str(k))
            cell(r.cells[1].merge(r.cells[3]), x)
    r = t.add_row()
    cell(r.cells[0].merge(r.cells[1]), "Chi bộ xác nhận:", "………………")
    cell(r.cells[2].merge(r.cells[3]), "Người cam kết", "", d["author"])
    return doc


def L2020_cn_09(d):  # the pledges stand in an appendix
    doc = new()
    P(doc, "Kính gửi: " + d["party_cell"])
    P(doc, d["intro"], al="j")
    P(doc, d["closing"])
    P(doc, "Nơi nhận: như trên; lưu hồ sơ.", i=True, size=11)
    sign(doc, [""], ["Bến Sỏi, ngày 20 tháng 02 năm 2020"], d["author"])
    doc.add_page_break()
    P(doc, "PHỤ LỤC", b=True, al="c")
    P(doc, "Các việc đăng ký năm 2020", b=True, al="c")
    P(doc, f"({d['author']} - {d['position']} - {d['unit']})", i=True, al="c")
    n = numbering(doc, [("decimal", "%1)"), ("bullet", "–")])
    for _, h, ps in secs(d):
        p = num(P(doc, h, b=True), n, 0)
        for t in ps:
            num(P(doc, t), n, 1)
    return doc


# ---------------------------------------------------------------- collectives
def L2018_tt_01(d):  # band headings in a three-column table
    doc = new()
    letterhead(doc, ["BỘ ĐỘI BIÊN PHÒNG TỈNH", d["unit"].upper()], [DANG, "Cửa Lở, ngày 12 tháng 3 năm 2018"])
    P(doc, "BẢN ĐĂNG KÝ CỦA TẬP THỂ CHI BỘ", b=True, al="c")
    P(doc, f"Tập thể: {d['author']}. Trực thuộc: {d['party_cell']}. Năm: 2018.")
    P(doc, d["intro"], al="j")
    t = grid(doc, 1, 3)
    for c, x in zip(t.rows[0].cells, ("Nội dung", "Phụ trách", "Xong / chưa xong")):
        cell(c, x, b=True)
    for _, h, ps in secs(d):
        r = t.add_row()
        m = r.cells[0].merge(r.cells[2])
        cell(m, h.upper(), b=True, al="c")
        shade(m, "E2EFD9")
        for x in ps:
            r = t.add_row().cells
            cell(r[0], x), cell(r[1], "Đ/c uỷ viên")
    for row in t.rows:
        row.cells[0].width = Cm(11)
    P(doc, d["closing"])
    P(doc, "Ý kiến trong hội nghị: có 2 ý kiến cho rằng dạy chữ buổi tối trùng giờ trực; hội nghị thảo luận và vẫn giữ. Biểu quyết: 21/21.", i=True)
    P(doc, "T/M CHI BỘ - BÍ THƯ", b=True, al="r")
    return doc


def L2019_tt_01(d):  # a sheet: lettered columns, grid of five
    doc = new("Calibri", 10, landscape=True)
    t = grid(doc, 6, 5)
    for c, x in zip(t.rows[0].cells, "ABCDE"):
        cell(c, x, al="c")
    for r, (k, v) in enumerate((("Biểu", "ĐĂNG KÝ TẬP THỂ"), ("Tập thể", d["author"]), ("Thuộc", d["party_cell"]), ("Năm", "2019")), 1):
        cell(t.cell(r, 0), k), cell(t.cell(r, 1), v)
    cell(t.cell(5, 0).merge(t.cell(5, 4)), d["intro"])
    for n, h, ps in secs(d):
        r = t.add_row().cells
        cell(r[0], f"{n}", b=True), cell(r[1], h, b=True)
        for k, x in enumerate(ps, 1):
            r = t.add_row().cells
            cell(r[0], f"{n}.{k}"), cell(r[1], x), cell(r[2], "x"), cell(r[4], "0")
    cell(t.add_row().cells[1], d["closing"])
    for row in t.rows:
        row.cells[1].width = Cm(15)
    return doc


def L2019_tt_02(d):  # two-column layout by a borderless table
    doc = new(size=12)
    P(doc, "CHI BỘ TRƯỜNG MẦM NON SAO BIỂN - ĐẢNG BỘ PHƯỜNG VẠN GÀNH", b=True)
    P(doc, "Bản đăng ký tập thể năm 2019", b=True, al="c")
    P(doc, d["intro"])
    t = doc.add_table(1, 2)
    for k, half in enumerate((d["sections"][:2], d["sections"][2:])):
        c = t.cell(0, k)
        first = True
        for s in half:
            p = c.paragraphs[0] if first else c.add_paragraph()
            first = False
            r = p.add_run(s["heading"])
            r.bold = r.underline = True
            for x in s["pledges"]:
                c.add_paragraph("- " + x["text"])
    t.cell(0, 1).add_paragraph("")
    t.cell(0, 1).add_paragraph("BÍ THƯ")
    t.cell(0, 1).add_paragraph("Trương Thị Hoà")
    return doc


def txt_2018_tt_03(d):  # ruled plain text
    out = [DANG.center(70), "", "BẢN ĐĂNG KÝ TẬP THỂ NĂM 2018".center(70), "=" * 70, "Tập thể    : " + d["author"], "Trực thuộc : " + d["party_cell"], "-" * 70, d["intro"], ""]
    for _, h, ps in secs(d):
        out += [h.upper(), "-" * len(h)] + ["  (" + str(k) + ") " + t for k, t in enumerate(ps, 1)] + [""]
    return "\n".join(out + ["=" * 70, d["closing"], "Phan Bá Thước"]) + "\n"


def L2020_tt_03(d):  # an official letter with a number and a part on last year
    doc = new()
    t = letterhead(doc, ["ĐẢNG BỘ CHI CỤC THUẾ", "CHI BỘ CHI CỤC THUẾ THỊ XÃ BẾN SỎI", "Số: 14-CV/CB", "V/v đăng ký nội dung học tập năm 2020"], [DANG, "Bến Sỏi, ngày 11 tháng 3 năm 2020"])
    P(doc, "Kính gửi: Đảng uỷ cấp trên trực tiếp", al="c")
    P(doc, f"{d['author']} báo cáo và đăng ký như sau.")
    P(doc, "A. Kết quả năm 2019", b=True)
    for x in ("1. Thu ngân sách đạt 674 tỷ đồng, bằng 103% kế hoạch.", "2. Kiểm tra 118 doanh nghiệp, kết luận đúng hạn 109 doanh nghiệp.", "3. Hai đảng viên bị nhắc nhở vì đi muộn."):
        P(doc, x)
    P(doc, "B. Đăng ký năm 2020", b=True)
    P(doc, d["intro"])
    for n, h, ps in secs(d):
        P(doc, h, b=True, i=True)
        for k, x in enumerate(ps, 1):
            P(doc, f"{n}.{k}. {x}", al="j")
    P(doc, "Trân trọng báo cáo.")
    sign(doc, ["Nơi nhận:", "- Như trên;", "- Lưu."], ["T/M CHI BỘ", "BÍ THƯ"], "Phan Bá Thước")
    return doc


def L2019_tt_04(d):  # a resolution in articles
    doc = new()
    letterhead(doc, ["HỘI CỰU CHIẾN BINH VIỆT NAM", d["author"].upper()], MOTTO)
    P(doc, "QUYẾT NGHỊ", b=True, al="c", size=16)
    P(doc, "của Ban Chấp hành " + d["author"] + " (thuộc " + d["party_cell"] + ") về việc làm theo Bác năm 2019", al="c", i=True)
    P(doc, d["intro"])
    P(doc, "QUYẾT NGHỊ:", b=True, al="c")
    for n, h, ps in secs(d):
        runs(doc, (h.split(". ")[0] + ". ", "bu"), (h.split(". ", 1)[1], "b"))
        for k, x in enumerate(ps):
            P(doc, f"{k + 1}- {x}")
    P(doc, d["closing"])
    P(doc, "TM. BAN CHẤP HÀNH - CHỦ TỊCH Đinh Hữu Sanh", al="r")
    return doc


def L2020_tt_05(d):  # automatic roman headings and lettered pledges, bold run-in labels for the facts
    doc = new()
    n = numbering(doc, [("upperRoman", "%1."), ("lowerLetter", "%2.")])
    P(doc, "ĐĂNG KÝ TẬP THỂ", b=True, u=True)
    for k, v in (("Chi bộ: ", d["author"]), ("Trường: ", d["unit"]), ("Đảng bộ: ", d["party_cell"]), ("Năm: ", "2020")):
        runs(doc, (k, "b"), (v, ""))
    P(doc, d["intro"])
    for _, h, ps in secs(d):
        num(P(doc, bare(h), b=True), n, 0)
        for x in ps:
            num(P(doc, x), n, 1)
    P(doc, "Nơi nhận: Đảng uỷ trường", i=True)
    return doc


def L2020_tt_06(d):  # shaded boxes, one single-cell table per section
    doc = new("Arial", 12)
    box = doc.add_table(1, 1)
    cell(box.cell(0, 0), "BẢNG CAM KẾT TẬP THỂ 2020", d["author"], "Thuộc: " + d["party_cell"], b=True, al="c")
    shade(box.cell(0, 0), "FFE699")
    P(doc, d["intro"])
    for (_, h, ps), color in zip(secs(d), ("DDEBF7", "FCE4D6", "E2EFDA", "EDEDED")):
        b = doc.add_table(1, 1)
        b.style = "Table Grid"
        shade(b.cell(0, 0), color)
        cell(b.cell(0, 0), f"▶ {h}", *[f"■ {x}" for x in ps])
        P(doc, "")
    P(doc, d["closing"])
    P(doc, "Bí thư: Huỳnh Văn Lập", al="r")
    return doc


# ---------------------------------------------------------------- models
def L2018_mh_01(d):  # questions and answers; the present state is no pledge
    doc = new()
    P(doc, "PHIẾU HỎI ĐÁP ĐĂNG KÝ MÔ HÌNH NĂM 2018", b=True, al="c")
    P(doc, f"Đơn vị đăng ký: {d['author']} - {d['party_cell']}")
    P(doc, d["intro"])
    P(doc, "Vì sao chọn mô hình này?", b=True)
    P(doc, "Vụ muối năm 2017 mất 30 tấn vì đại lý ghi sổ một đường, xã viên nhớ một nẻo; bà con không tin sổ của ban quản trị.", i=True)
    for _, h, ps in secs(d):
        P(doc, h, b=True)
        for x in ps:
            P(doc, "Đáp: " + x)
    P(doc, "Đại diện: Nguyễn Chỉnh", al="r")
    return doc


def L2018_mh_02(d):  # a poster
    doc = new(size=20)
    for x in ("ĐẢNG UỶ PHƯỜNG VẠN GÀNH", "★ ★ ★", d["intro"]):
        P(doc, x, b=True, al="c")
    for _, h, ps in secs(d):
        P(doc, h.upper(), b=True, al="c", col="FF0000")
        for x in ps:
            P(doc, x, al="c", i=True)
    P(doc, d["closing"], al="c", size=12)
    return doc


def txt_2019_mh_01(d):  # field list of a data base
    out = ["=== HỒ SƠ MÔ HÌNH ===", "TEN_DON_VI: " + d["author"], "CO_QUAN: " + d["unit"], "NAM: 2019", "MO_TA: " + d["intro"]]
    for _, h, ps in secs(d):
        out += ["", "MUC: " + h] + ["Y: " + t for t in ps]
    return "\r\n".join(out + ["", "NGUOI_NHAP: ban biên tập", "=== HẾT ==="]) + "\r\n"


def L2019_mh_02(d):  # two-column table item | content
    doc = new()
    P(doc, "BẢN ĐĂNG KÝ MÔ HÌNH", b=True, al="c")
    P(doc, d["intro"], al="c")
    t = grid(doc, 0, 2)
    for k, v in [("Đơn vị", [d["author"], d["party_cell"]])] + [(s["heading"], [x["text"] for x in s["pledges"]]) for s in d["sections"]]:
        r = t.add_row().cells
        cell(r[0], k, b=True)
        cell(r[1], *[x if k == "Đơn vị" else "• " + x for x in v])
        r[0].width, r[1].width = Cm(3.5), Cm(12.5)
    P(doc, "XÁC NHẬN CỦA HỘI CẤP TRÊN: Đồng ý cho làm thử, có đánh giá vào quý III.", i=True)
    return doc


def L2019_mh_03(d):  # a submission to the ward
    doc = new(size=14)
    P(doc, "CHI BỘ KHU PHỐ 3", b=True)
    P(doc, "TỜ TRÌNH", b=True, al="c", size=18)
    P(doc, "Kính gửi: Đảng uỷ phường Cồn Me", al="c")
    P(doc, d["intro"] + " Đơn vị trình: " + d["author"] + ", " + d["unit"] + ".", al="j")
    for n, h, ps in secs(d):
        P(doc, f"Thứ {('nhất', 'hai', 'ba')[n - 1]}, {h[0].lower() + h[1:]}:", i=True)
        for x in ps:
            P(doc, x, al="j")
    P(doc, "Kính trình Đảng uỷ xem xét, phê duyệt.")
    P(doc, "TM. CHI BỘ", b=True, al="r")
    return doc


def txt_2020_mh_01(d):  # a memo
    out = ["GIẤY GHI NHỚ - " + d["author"].upper() + " - 2020", d["intro"], ""]
    for _, h, ps in secs(d):
        out += [h + ":"] + ["- " + t for t in ps]
    return "\n".join(out + ["", "Chi uỷ đã duyệt 18/02/2020."]) + "\n"


def L2020_mh_03(d):  # everything in text boxes
    doc = new()
    textbox(doc, ["BẢN ĐĂNG KÝ MÔ HÌNH", d["intro"]], bold_first=True, height=60)
    textbox(doc, ["Đơn vị: " + d["author"], "Trực thuộc: " + d["unit"]], height=50)
    for _, h, ps in secs(d):
        textbox(doc, [h, *["- " + x for x in ps]], bold_first=True, height=110)
    return doc


# ---------------------------------------------------------------- reportlab: forms filled in by hand
def pdf_form(d, path, boxes):
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas
    from reportlab.lib.utils import simpleSplit
    base = "/usr/share/fonts/truetype/liberation2/"
    for n, f in (("S", "LiberationSerif-Regular"), ("SB", "LiberationSerif-Bold"), ("H", "LiberationSans-Italic")):
        pdfmetrics.registerFont(TTFont(n, base + f + ".ttf"))
    c = canvas.Canvas(str(path), pagesize=A4, invariant=1)
    w, h = A4
    y = [h - 60]

    def put(text, font="S", size=12, x=60, blue=False):
        for line in simpleSplit(text, font, size, w - 70 - x):
            if y[0] < 70:
                c.showPage()
                y[0] = h - 60
            c.setFont(font, size)
            c.setFillColorRGB(0, 0, 0.6) if blue else c.setFillColorRGB(0, 0, 0)
            c.drawString(x, y[0], line)
            if blue and not boxes:
                c.setDash(1, 2)
                c.line(x, y[0] - 2, w - 60, y[0] - 2)
                c.setDash()
            y[0] -= size + 6

    def label(k, v):
        put(k, x=60)
        y[0] += 18
        put(v, "H", 12, 200, True)

    put("BẢN ĐĂNG KÝ CÁ NHÂN NĂM 2018" if not boxes else "PHIẾU MÔ HÌNH 2020", "SB", 15, 150)
    if not boxes:
        for k, v in (("1. Họ và tên:", d["author"]), ("2. Chức vụ:", d["position"]), ("3. Đơn vị:", d["unit"]), ("4. Chi bộ:", d["party_cell"])):
            label(k, v)
    else:
        put("Đơn vị: " + d["author"] + " - " + d["unit"])
    put(d["intro"])
    for _, hd, ps in secs(d):
        y[0] -= 8
        put(hd, "SB", 12)
        top = y[0] + 14
        for t in ps:
            put(("- " if not boxes else "") + t, "H", 12, 75, True)
        if boxes:
            c.rect(55, y[0] + 8, w - 110, top - y[0] - 10)
            y[0] -= 8
    y[0] -= 20
    put("Xác nhận của chi bộ: ……………………" if not boxes else "Ý KIẾN CẤP TRÊN: ………………", x=60)
    put("Người đăng ký: " + d["author"] if not boxes else "TM. CHI BỘ", x=330)
    c.save()


# ---------------------------------------------------------------- a flat ODT with footnotes
def fodt_2020_cn_07(d):
    out = []

    def p(text, style="Standard"):
        out.append(f'<text:p text:style-name="{style}">{text}</text:p>')

    def note(n, text):
        return (f'<text:note text:id="n{n}" text:note-class="footnote"><text:note-citation>{n}</text:note-citation>'
                f'<text:note-body><text:p>{escape(text)}</text:p></text:note-body></text:note>')
    p("BẢN ĐĂNG KÝ NĂM 2020", "B")
    p(escape(d["intro"]) + note(1, "Bản này thay bản đã gửi ngày 20/02/2020."))
    notes = {2: "Kết quả năm 2019: chi bộ yêu cầu viết lại vì sao chép, bản viết lại muộn một tháng."}
    for n, h, ps in secs(d):
        p(escape(h) + (note(2, notes[2]) if n == 5 else ""), "B")
        for t in ps:
            p("– " + escape(t))
    p(escape(d["closing"]))
    p(escape(d["author"]))
    return ('<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
            'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" '
            'office:mimetype="application/vnd.oasis.opendocument.text"><office:styles><style:style style:name="Standard" style:family="paragraph"/>'
            '<style:style style:name="B" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-weight="bold"/>'
            '</style:style></office:styles><office:body><office:text>' + "".join(out) + '</office:text></office:body></office:document>')


def cp1258(text):
    """Vietnamese keyboards of Windows: base letters composed, tone marks as separate bytes."""
    out = []
    for ch in text:
        nfd = unicodedata.normalize("NFD", ch)
        tones = [c for c in nfd if c in "\u0300\u0301\u0303\u0309\u0323"]
        rest = unicodedata.normalize("NFC", "".join(c for c in nfd if c not in tones))
        out.append(rest + "".join(tones))
    return "".join(out).encode("cp1258")


# id: (folder, file name, format)
PLAN = {
    "2018-cn-01": ("Khoi bien va cang/Hai quan", "tu soi Tan", "docx"), "2019-cn-01": ("Khoi bien va cang/Hai quan", "thu gui chi bo", "pdf"),
    "2020-cn-01": ("Khoi bien va cang/Hai quan", "Bang dang ky DKS", "docx"), "2018-cn-02": ("Khoi bien va cang/Cang vu", "PHIEU DK", "docx"),
    "2019-cn-02": ("Khoi bien va cang/Cang vu", "FW dang ky", "docx"), "2020-cn-02": ("Khoi bien va cang/Cang vu", "bien ban chi bo", "doc"),
    "2019-cn-03": ("Khoi bien va cang/Kiem ngu", "Phụng BS-07", "docx"), "2020-cn-03": ("Khoi bien va cang/Kiem ngu", "phieu dk tau 07", "docx"),
    "2018-cn-04": ("Truong - vien - bao/MN Sao Bien", "cam ket co Tra", "docx"), "2019-cn-04": ("Truong - vien - bao/MN Sao Bien", "Tra ban moi", "pdf"),
    "2020-cn-04": ("Truong - vien - bao/MN Sao Bien", "export_00417", "utf-16"), "2018-cn-05": ("Truong - vien - bao/Benh vien", "Mau 02 duoc si Hoan", "doc"),
    "2019-cn-05": ("Truong - vien - bao/Benh vien", "Hoan hoi dap", "odt"), "2018-cn-06": ("Xa phuong", "BT Bau Trang", "docx"),
    "2019-cn-06": ("Xa phuong", "CT Van Ganh", "rtf"), "2020-cn-06": ("Xa phuong", "ke hoach CT phuong", "docx"),
    "2019-cn-07": ("Truong - vien - bao/Vien KS", "07-CK", "pdf"), "2020-cn-07": ("Truong - vien - bao/Vien KS", "Diem lam lai", "odt"),
    "2018-cn-08": ("Doanh nghiep", "to khai tay quan doc", "rl"), "2020-cn-08": ("Doanh nghiep", "CK phan xuong", "docx"),
    "2019-cn-09": ("Truong - vien - bao/Bao", "ky", "cp1258"), "2020-cn-09": ("Doanh nghiep", "cong van kem phu luc", "docx"),
    "2018-cn-10": ("Xa phuong", "HND xuyen", "rtf"), "2019-cn-10": ("Xa phuong", "Xuyen (mau moi)", "docx"),
    "2018-tt-01": ("Khoi bien va cang/Bien phong", "chi bo don", "docx"), "2019-tt-01": ("Khoi bien va cang/Bien phong", "bieu tap the", "docx"),
    "2019-tt-02": ("Truong - vien - bao/MN Sao Bien", "chi bo truong", "docx"), "2018-tt-03": ("Xa phuong/Thue", "thue", "utf-8"),
    "2020-tt-03": ("Xa phuong/Thue", "14-CV", "pdf"), "2019-tt-04": ("Xa phuong", "quyet nghi CCB", "docx"),
    "2020-tt-05": ("Truong - vien - bao/Cao dang nghe", "khoa co khi", "doc"), "2020-tt-06": ("Doanh nghiep", "dien luc", "pdf"),
    "2018-mh-01": ("Doanh nghiep", "hoi dap muoi", "docx"), "2018-mh-02": ("Xa phuong", "ap phich", "pdf"),
    "2019-mh-01": ("Truong - vien - bao/Bao", "mohinh", "utf-8-sig"), "2019-mh-02": ("Xa phuong", "ao phao", "docx"),
    "2019-mh-03": ("Xa phuong", "to trinh KP3", "pdf"), "2020-mh-01": ("Khoi bien va cang/Bien phong", "ghi nho", "utf-8"),
    "2020-mh-02": ("Doanh nghiep", "phieu mo hinh CTY", "rl"), "2020-mh-03": ("Truong - vien - bao/Cao dang nghe", "mo hinh khoa", "docx"),
}


def main():
    files = ROOT / "files"
    shutil.rmtree(files, ignore_errors=True)
    manifest, jobs = {}, {}
    assert set(PLAN) == set(DOCS)
    with tempfile.TemporaryDirectory() as tmp:
        for i, (folder, name, fmt) in PLAN.items():
            d = DOCS[i]
            ext = "txt" if fmt in ("utf-8", "utf-8-sig", "utf-16", "cp1258") else "pdf" if fmt == "rl" else fmt
            target = files / folder / f"{name}.{ext}"
            target.parent.mkdir(parents=True, exist_ok=True)
            manifest[target.relative_to(files).as_posix()] = i
            key = i.replace("-", "_")
            if ext == "txt":
                text = globals()["txt_" + key](d)
                target.write_bytes(cp1258(text) if fmt == "cp1258" else text.encode(fmt))
            elif fmt == "rl":
                pdf_form(d, target, boxes=d["kind"] == "model")
            elif i == "2020-cn-07":
                src = Path(tmp) / f"{i}.fodt"
                src.write_text(fodt_2020_cn_07(d), encoding="utf-8")
                jobs.setdefault(fmt, []).append((src, target))
            else:
                doc = globals()["L" + key](d)
                src = target if fmt == "docx" else Path(tmp) / f"{i}.docx"
                doc.save(src)
                if fmt != "docx":
                    jobs.setdefault(fmt, []).append((src, target))
        for fmt, pairs in jobs.items():
            subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp}/profile", "--headless", "--convert-to",
                            {"doc": "doc:MS Word 97"}.get(fmt, fmt), "--outdir", tmp, *[str(a) for a, _ in pairs]],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=500)
            for a, b in pairs:
                shutil.move(a.with_suffix("." + fmt), b)
    (files / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    print(len(manifest), "files")


if __name__ == "__main__":
    main()
