"""Files that are lawful in each part and drown their reader by number: runs, rules, cells, siblings, references to themselves."""

from __future__ import annotations

import zlib
from functools import partial

from tests.ingest.hostile.archives import OFFICE, W, docx, paragraph
from tests.ingest.hostile.case import READ, Case
from tests.ingest.hostile.images import png, tiff
from tests.ingest.hostile.office import odt, rtf
from tests.ingest.hostile.pdfs import CATALOG, FONT, PAGES, pdf, stream, text_page
from tests.ingest.hostile.texts import HEAD

STOPPED = ("unsafe_file:time", "unsafe_file:memory", "unsafe_file:size", "unsafe_file:length")
PDF_LIMITS = ("unsafe_file:page_content", "unsafe_file:page_size", "unreadable_file:pdf", "empty_document")


def text(part: str, number: int = 1, end: str = "\n") -> bytes:
    return (HEAD + part * number + end).encode()


def counted(form: str, number: int) -> bytes:
    """Lines that are all different, so that nothing can be remembered."""
    return (HEAD + "".join(form.format(n=n) for n in range(number))).encode()


def page(body: str) -> bytes:
    return f"<html><body><p>Kế hoạch trồng cây</p>{body}</body></html>".encode()


def archive(parts: int) -> bytes:
    head = 'From: a\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
    return (head + "--x\nContent-Type: text/html\n\n<p>Ke hoach</p>\n" * parts + "--x--\n").encode()


def styles(inner: str, body: str = "") -> bytes:
    parts: dict[str, str | bytes]
    relation = f'<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/>'
    parts = {"word/styles.xml": f"<w:styles {W}>{inner}</w:styles>"}
    return docx(
        body or "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>Kế hoạch</w:t></w:r></w:p>",
        relations=relation,
        parts=parts,
    )


def numbering(inner: str, paragraphs: int) -> bytes:
    parts: dict[str, str | bytes]
    relation = f'<Relationship Id="r1" Type="{OFFICE}/numbering" Target="numbering.xml"/>'
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Việc</w:t></w:r></w:p>'
    )
    parts = {"word/numbering.xml": f"<w:numbering {W}>{inner}</w:numbering>"}
    return docx(item * paragraphs, relations=relation, parts=parts)


def many_levels() -> bytes:
    level = (
        '<w:lvl w:ilvl="{n}"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1%2%3%4%5%6%7%8%9"/></w:lvl>'
    )
    levels = "".join(level.format(n=n) for n in range(5000))
    return numbering(
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        300,
    )


def numbering_loop() -> bytes:
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/></w:abstractNum>'
    linked += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    return numbering(linked, 50)


def shaped(operators: bytes) -> bytes:
    return text_page(b"BT /F1 12 Tf 72 700 Td (Ke hoach trong cay) Tj ET\n" + operators)


def form_in_itself() -> bytes:
    form = b"q 1 0 0 1 1 1 cm /X1 Do Q BT /F1 9 Tf 72 700 Td (Ke hoach) Tj ET"
    resources = b"<</Font<</F1 5 0 R>>/XObject<</X1 6 0 R>>>>"
    head = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources" + resources + b"/Length %d>>\nstream\n%s\nendstream"
    )
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources" + resources + b">>"
    return pdf(CATALOG, PAGES, leaf, stream(form), FONT, head % (len(form), form))


def forms_of_forms() -> bytes:
    """Each form draws the next ten times: ten to the eighth letters in 2 KB."""
    objects = [CATALOG, PAGES]
    resources = b"<</Font<</F1 5 0 R>>/XObject<</X1 %d 0 R>>>>"
    objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources" + resources % 6 + b">>")
    objects += [stream(b"/X1 Do " * 10), FONT]
    for n in range(6, 14):
        form = b"/X1 Do " * 10 if n < 13 else b"BT /F1 9 Tf 72 700 Td (a) Tj ET"
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources" + resources % min(n + 1, 13)
        objects.append(head + b"/Length %d>>\nstream\n%s\nendstream" % (len(form), form))
    return pdf(*objects)


def bookmarks_in_a_circle() -> bytes:
    outlines = b"<</Type/Outlines/First 6 0 R/Last 6 0 R>>"
    item = b"<</Title(a)/Parent 7 0 R/Next 6 0 R/First 6 0 R/Last 6 0 R>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R/Outlines 7 0 R>>"
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    return pdf(catalog, PAGES, leaf, stream(b"BT /F1 9 Tf 72 700 Td (Ke hoach trong cay) Tj ET"), FONT, item, outlines)


def font_without_letters() -> bytes:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    return pdf(CATALOG, PAGES, leaf, stream(b"BT /F1 9 Tf 72 700 Td <00010002000300040005> Tj ET" * 200), font, below)


def long_chain() -> bytes:
    based = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(5000)
    )
    return styles(based, "<w:p><w:pPr><w:pStyle w:val='s0'/></w:pPr><w:r><w:t>Kế hoạch</w:t></w:r></w:p>" * 200)


A_LOOP = (
    '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/><w:link w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
)
ENTITIES = '<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
FLOODS = (
    # texts
    Case("mo-ngoac-lon.txt", partial(text, "(", 100_000), (READ, *STOPPED)),
    Case("ngoac-xen.txt", partial(text, "([“", 30_000), (READ, *STOPPED)),
    Case("nhan-khac-nhau.txt", partial(counted, "Sở Y tế {n}: ", 1500), (READ, *STOPPED)),
    Case("vach-dung.txt", partial(text, "|", 100_000), (READ, *STOPPED)),
    Case("vach-hang.txt", partial(text, "| " * 500 + "\n", 200), (READ, *STOPPED)),
    Case("a-b-c.txt", partial(text, "a) b) c) ", 2000), (READ, *STOPPED)),
    Case("a-b-c-dong.txt", partial(text, "a) a\n1. b\nI. c\n- d\n+ e\nb) f\n", 150), (READ, *STOPPED)),
    Case("mot-o.txt", partial(text, "| 1 | " + "rà soát, " * 25_000 + " | Sở Y tế |"), (READ, *STOPPED)),
    Case("bang-nho.txt", partial(text, "| TT | Việc |\n| 1 | a |\n\nb\n", 700), (READ, *STOPPED)),
    Case("cham-phay.txt", partial(text, "rà soát; ", 4000), (READ, *STOPPED)),
    Case("mot-tu-dai.txt", partial(text, "Ủ" * 80_000), (READ, *STOPPED)),
    Case("ngay-dai.txt", partial(text, "trước ngày 1/1/2026 đến ", 1500), (READ, *STOPPED)),
    Case("thang-so.txt", partial(text, "1.1.1.1.1.1.1.1.1.1 a\n", 900), (READ, *STOPPED)),
    Case("ho-ten.txt", partial(text, "đồng chí Nguyễn Văn A, ", 1500), (READ, *STOPPED)),
    Case("noi-nhan.txt", partial(text, "Nơi nhận:\n- Như trên;\n", 1200), (READ, *STOPPED)),
    Case("phu-luc.txt", partial(counted, "Phụ lục {n}\nDANH MỤC\n", 700), (READ, *STOPPED)),
    Case("mot-chu-mot-dong.txt", partial(text, "M\n", 1500), (READ, *STOPPED)),
    Case("gui-🌳.txt", lambda: text("🌳 Trồng cây 🌿\n", 300), (READ,)),
    # web pages
    Case("thuoc-tinh.html", lambda: page(f"<p {' '.join(f'a{n}=1' for n in range(20_000))}>a</p>"), (READ, *STOPPED)),
    Case("anh-em.html", lambda: page("<b>a</b>" * 20_000), (READ, *STOPPED)),
    Case("khong-dong.html", lambda: page("<p>a" * 10_000), (READ, *STOPPED)),
    Case("bang-nho.html", lambda: page("<table><tr><td>a<td>b</table>" * 600), (READ, *STOPPED)),
    Case("mot-o.html", lambda: page(f"<table><tr><td>{'rà soát ' * 15_000}</table>"), (READ, *STOPPED)),
    Case("chu-thich.html", lambda: page("<!--" * 200_000), (READ, *STOPPED, "empty_document")),
    Case("ngoac.html", lambda: b"<" * 1_000_000, (READ, *STOPPED, "empty_document")),
    Case("danh-sach.html", lambda: page("<ol><li>a" * 120 + "</li></ol>" * 120), (READ, "unsafe_file:depth")),
    Case("nhieu-phan.mht", partial(archive, 1_500), (READ, *STOPPED, "unreadable_file:format", "unsupported_format")),
    # Word
    Case(
        "nhieu-run.docx",
        lambda: docx(f"<w:p>{'<w:r><w:t>a </w:t></w:r>' * 60_000}</w:p>"),
        (READ, *STOPPED, "unsafe_file:ratio"),
    ),
    Case("nhieu-cap.docx", many_levels, (READ, *STOPPED, "unsafe_file:ratio")),
    Case("vong-so.docx", numbering_loop, (READ,)),
    Case("vong-kieu.docx", partial(styles, A_LOOP), (READ,)),
    Case("chuoi-kieu.docx", long_chain, (READ, *STOPPED, "unsafe_file:ratio")),
    Case(
        "long-sdt.docx",
        lambda: docx("<w:sdt><w:sdtContent>" * 10_000 + paragraph("a") + "</w:sdtContent></w:sdt>" * 10_000),
        ("unsafe_file:depth", "unsafe_file:ratio"),
    ),
    Case(
        "nhieu-bang.docx",
        lambda: docx(f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc></w:tr></w:tbl>" * 4_000),
        (READ, *STOPPED, "unsafe_file:ratio"),
    ),
    Case(
        "o-rong.docx",
        lambda: docx(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{paragraph("a")}</w:tc></w:tr></w:tbl>'
        ),
        (READ, *STOPPED),
    ),
    Case(
        "xoa-them.docx",
        lambda: docx(
            "<w:p>"
            + '<w:ins w:id="1"><w:del w:id="2"><w:r><w:delText>a</w:delText></w:r></w:del></w:ins>' * 10_000
            + "<w:r><w:t>Kế hoạch</w:t></w:r></w:p>"
        ),
        (READ, *STOPPED, "unsafe_file:ratio"),
    ),
    Case(
        "truong-long.docx",
        lambda: docx(
            "<w:p>"
            + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 5_000
            + "<w:r><w:t>Kế hoạch</w:t></w:r></w:p>"
            + paragraph("Trồng cây")
        ),
        (READ, *STOPPED, "unsafe_file:ratio", "empty_document"),
    ),
    # PDF
    Case(
        "nhieu-doi-tuong.pdf",
        lambda: shaped(b"".join(b"BT /F1 3 Tf %d %d Td (a) Tj ET\n" % (n % 190 * 3, n // 190 * 3) for n in range(300))),
        (READ, *STOPPED, *PDF_LIMITS),
    ),
    Case(
        "nhieu-ke.pdf",
        lambda: shaped(
            b"".join(
                b"%d 0 m %d 842 l S 0 %d m 595 %d l S\n" % (n % 595, n % 595, n % 842, n % 842) for n in range(10_000)
            )
        ),
        (READ, *STOPPED, *PDF_LIMITS),
    ),
    Case(
        "ke-ngau-nhien.pdf",
        lambda: shaped(
            b"".join(
                b"%d.%d %d m %d.%d %d l S %d %d.%d m %d %d.%d l S\n"
                % (
                    n * 7 % 595,
                    n % 10,
                    n * 11 % 842,
                    n * 7 % 595,
                    n % 10,
                    n * 11 % 842 + 9,
                    n * 13 % 595,
                    n * 17 % 842,
                    n % 10,
                    n * 13 % 595 + 9,
                    n * 17 % 842,
                    n % 10,
                )
                for n in range(4_000)
            )
        ),
        (READ, *STOPPED, *PDF_LIMITS),
    ),
    Case("tu-chua.pdf", form_in_itself, (READ, *STOPPED, *PDF_LIMITS, "unsafe_file:crash")),
    Case("nhan-muoi.pdf", forms_of_forms, (READ, *STOPPED, *PDF_LIMITS, "unsafe_file:crash")),
    Case("vong-muc-luc.pdf", bookmarks_in_a_circle, (READ,)),
    Case(
        "nan.pdf",
        lambda: shaped(
            b"nan inf 1e999 -1e38 cm BT /F1 1e30 Tf 1e38 -1e38 Td (a b c) Tj 0 0 0 0 0 0 Tm (d) Tj ET 1e38 0 m nan 1e38 l S"
        ),
        (READ, *PDF_LIMITS),
    ),
    Case("khong-bang-chu.pdf", font_without_letters, (READ, *STOPPED, *PDF_LIMITS)),
    Case("trang-am.pdf", lambda: text_page(b"BT /F1 12 Tf (a) Tj ET", "595 842 -1e9 nan"), (READ, *PDF_LIMITS)),
    # pictures
    Case(
        "dai.png",
        lambda: png(1_000_000, 1, zlib.compress(b"\0" + b"\xff" * 1_000_000)),
        (
            "unsafe_file:pixels",
            "unsafe_file:image_size",
            "unreadable_file:image",
            "empty_document",
            "unsafe_file:other",
        ),
        "tesseract",
    ),
    Case(
        "cao.png",
        lambda: png(1, 1_000_000, zlib.compress(b"\0\xff" * 1_000_000)),
        (
            "unsafe_file:pixels",
            "unsafe_file:image_size",
            "unreadable_file:image",
            "empty_document",
            "unsafe_file:other",
        ),
        "tesseract",
    ),
    Case(
        "mot-diem.png",
        lambda: png(1, 1, zlib.compress(b"\0\xff")),
        ("unreadable_file:image", "empty_document", "unsafe_file:image_size", "unsafe_file:other"),
        "tesseract",
    ),
    Case(
        "khong-diem.tif",
        lambda: tiff(0, 0),
        ("unreadable_file:image", "empty_document", "unsafe_file:image_size", "unsafe_file:pixels"),
        "tesseract",
    ),
    # other offices
    Case(
        "lech-ngoac.rtf",
        lambda: rtf("{" * 5_000 + "Ke hoach" + "}" * 9_000),
        (
            READ,
            "unreadable_file:rtf",
            "unreadable_file:conversion",
            "unsafe_file:depth",
            "empty_document",
            "unsafe_file:time",
        ),
        "soffice",
    ),
    Case("bin.rtf", lambda: rtf("\\bin2147483647 a"), ("unreadable_file:rtf",)),
    Case("thuc-the.odt", lambda: odt(parts={"meta.xml": ENTITIES + "<a>&d;</a>"}), ("unsafe_file:doctype",)),
)
