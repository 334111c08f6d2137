#!/usr/bin/env python3
"""Writes the samples of this folder: exports in the layouts of Nexis, Factiva and ProQuest, as DOCX, RTF, PDF and text.

usage: make.py [FOLDER]

The articles are our own; only the layouts are those of the archives. The same run gives the same bytes.
"""
import os, sys, zipfile, zlib
from xml.sax.saxutils import escape

ARTICLES = [
    {
        "title": "Foreign ministers of China and Russia meet in Bali",
        "source": "The Example Times", "code": "EXTIM", "place": "London (UK)",
        "day": "7 July 2022", "american": "July 7, 2022", "week": "Thursday", "short": "Jul 7, 2022", "edition": "Late Edition - Final",
        "authors": ["Ann Example", "Bo Sample"], "words": 61, "id": "2686000001", "factiva": "EXTIM00020220707ei7700001",
        "text": [
            "Wang Yi, the foreign minister of China, met Sergei Lavrov, his Russian counterpart, in Bali on Thursday, officials in "
            "both capitals said.",
            "The two spoke of trade, of grain and of the war. “We agreed to meet again in the autumn,” Mr. Lavrov told reporters.",
            "A spokeswoman for the ministry in Beijing said that China had not changed its position.",
        ],
        "graphic": "PHOTO: The two ministers before their talks. (PHOTOGRAPH BY CY EXAMPLE)",
    },
    {
        "title": "Türkiye signs grain agreement with Ukraine and the United Nations after two months of talks in Istanbul",
        "source": "Example Post", "code": "EXPOST", "place": "Washington, D.C.",
        "day": "23 July 2022", "american": "July 23, 2022", "week": "Saturday", "short": "Jul 23, 2022", "edition": "Met 2 Edition",
        "authors": [], "words": 38, "id": "2686000002", "factiva": "EXPOST0020220723ei7n0000b",
        "text": [
            "Türkiye signed an agreement on grain with Ukraine and the United Nations in Istanbul on Friday.",
            "António Guterres called it a beacon of hope. Russia signed a separate paper.",
        ],
        "graphic": None,
    },
    {
        "title": "In brief",
        "source": "The Example Times", "code": "EXTIM", "place": "London (UK)",
        "day": "2 August 2022", "american": "August 2, 2022", "week": "Tuesday", "short": "Aug 2, 2022", "edition": "",
        "authors": ["Di Example"], "words": 12, "id": "2686000003", "factiva": "EXTIM00020220802ei820001x",
        "text": ["Nancy Pelosi visited Taiwan on Tuesday. Beijing condemned the visit."],
        "graphic": None,
    },
]
COPYRIGHT = "Copyright 2022 Example Media Ltd. All Rights Reserved"


def nexis_uni():
    """Paragraphs of an export of Nexis Uni; `PAGE` where one ends."""
    yield from ["User Name: Ann Reader", "Date and Time: Friday, August 5, 2022 10:00:00 AM EDT", "Job Number: 176000001", ""]
    yield f"Documents ({len(ARTICLES)})"
    for number, article in enumerate(ARTICLES, 1):
        yield f"{number}. {article['title']}"
        yield from ["Client/Matter: -None-", "Search Terms: meet AND minister", "Search Type: Terms and Connectors", "Narrowed by:"]
        yield "Content Type\tNarrowed by"
        yield "News\t-None-"
    for article in ARTICLES:
        yield PAGE
        yield from [article["title"], article["source"]]
        yield f"{article['american']} {article['week']}" + (f", {article['edition']}" if article["edition"] else "")
        yield from ["", COPYRIGHT, ""]
        yield "Section: Section A; Column 0; Foreign Desk; Pg. 1"
        yield f"Length: {article['words']} words"
        if article["authors"]:
            yield "Byline: By " + " and ".join(article["authors"])
        yield "Highlight: What happened, in one line."
        yield from ["", "Body", ""]
        for paragraph in article["text"]:
            yield from [paragraph, ""]
        if article["graphic"]:
            yield from ["Graphic", "", article["graphic"], ""]
        yield from ["Classification", "", "Language: ENGLISH", "Publication-Type: Newspaper", "Subject: DIPLOMACY (90%)", ""]
        yield from [f"Load-Date: {article['american']}", "", "End of Document"]


def nexis_academic(width=None):
    """Lines of an export of LexisNexis Academic, broken at `width` letters where it is given."""
    for number, article in enumerate(ARTICLES, 1):
        yield PAGE
        yield from [f"{number} of {len(ARTICLES)} DOCUMENTS", "", "", article["source"], "", f"{article['american']} {article['week']}"]
        if article["edition"]:
            yield article["edition"]
        yield ""
        yield from broken(article["title"], width)
        yield ""
        if article["authors"]:
            yield from ["BYLINE: By " + " and ".join(article["authors"]).upper().replace(" AND ", " and "), ""]
        yield from ["SECTION: Section A; Column 0; Foreign Desk; Pg. 1", "", f"LENGTH: {article['words']} words", ""]
        for paragraph in article["text"]:
            yield from broken("   " + paragraph if width else paragraph, width)
            yield ""
        yield from ["URL: http://www.example.org/", "", f"LOAD-DATE: {article['american']}", "", "LANGUAGE: ENGLISH", ""]
        if article["graphic"]:
            yield from ["GRAPHIC: " + article["graphic"], ""]
        yield from ["PUBLICATION-TYPE: Newspaper", "", "", "Copyright 2022 Example Media Ltd.", "All Rights Reserved", ""]


def factiva():
    """Paragraphs of an export of Factiva."""
    yield from ["Dow Jones Factiva", ""]
    for article in ARTICLES:
        yield PAGE
        yield "News"
        yield article["title"]
        if article["authors"]:
            yield "By " + " and ".join(article["authors"])
        yield from [f"{article['words']} words", article["day"], "10:15", article["source"], article["code"], "English"]
        yield from ["Copyright 2022. Example Media Ltd. All Rights Reserved.", ""]
        for paragraph in article["text"]:
            yield from [paragraph, ""]
        yield from [f"Document {article['factiva']}", ""]
    yield from [PAGE, "Search Summary", "Text\tmeet and minister", "Results Found\t3"]


def factiva_indexed():
    """Rows of two cells; a cell may have several paragraphs."""
    for article in ARTICLES:
        yield "SE", ["News"]
        yield "HD", [article["title"]]
        if article["authors"]:
            yield "BY", ["By " + " and ".join(article["authors"])]
        yield "WC", [f"{article['words']} words"]
        yield "PD", [article["day"]]
        yield "SN", [article["source"]]
        yield "SC", [article["code"]]
        yield "LA", ["English"]
        yield "CY", ["Copyright 2022. Example Media Ltd. All Rights Reserved."]
        yield "LP", article["text"][:1]
        if article["text"][1:]:
            yield "TD", article["text"][1:]
        yield "NS", ["gdip : International Relations"]
        yield "AN", [f"Document {article['factiva']}"]


RULE = "_" * 60


def proquest():
    """Lines of a former export of ProQuest."""
    yield from [RULE, "", "Report Information from ProQuest", "", "August 05 2022 10:15", RULE, "", "Table of contents", ""]
    for number, article in enumerate(ARTICLES, 1):
        yield f"{number}. {article['title']}"
    for number, article in enumerate(ARTICLES, 1):
        yield from ["", RULE, "", f"Document {number} of {len(ARTICLES)}", "", article["title"], ""]
        if article["authors"]:
            inverted = "; ".join(", ".join(reversed(name.split(" "))) for name in article["authors"])
            yield from [f"Author: {inverted}", ""]
        yield from [f"Publication info: {article['source']} , {article['place']} [{article['place']}]{article['day']}: A.1.", ""]
        yield from ["Links: https://library.example/openurl", ""]
        yield from ["Full text: " + article["text"][0], ""]
        for paragraph in article["text"][1:]:
            yield from [paragraph, ""]
        yield from ["Subject: Diplomacy; International relations", "", f"Title: {article['title']}", ""]
        yield from [f"Publication title: {article['source']}; {article['place']}", "", f"Publication date: {article['short']}", ""]
        yield from ["Section: News", "", "Language of publication: English", "", f"ProQuest document ID: {article['id']}", ""]
        yield from [f"Document URL: https://www.proquest.example/docview/{article['id']}", ""]
        yield from [f"Copyright: {COPYRIGHT} {article['short']}", "", "Last updated: 2022-08-04", "", "Database: Example Newsstream", ""]
    yield from [RULE, "", "Contact us at: https://support.example/", "", "Database copyright © 2022 ProQuest LLC. All rights reserved."]


def proquest_pages():
    """Lines of a present export of ProQuest; `PAGE` where a page ends."""
    for number, article in enumerate(ARTICLES, 1):
        yield PAGE
        yield from [f"Document {number} of {len(ARTICLES)}", "", article["title"], ""]
        yield from [f"Publication info: {article['source']} ; {article['place']}. {article['day']}: A.1.", ""]
        yield from ["ProQuest document link", "", "FULL TEXT", ""]
        for paragraph in article["text"]:
            yield from [paragraph, ""]
        yield from ["DETAILS", "", "Subject: Diplomacy", f"Publication title: {article['source']}; {article['place']}"]
        yield from [f"Publication date: {article['short']}", "Language of publication: English"]
        yield from [f"ProQuest document ID: {article['id']}", "Database: Example Newsstream"]


PAGE = "\f"


def broken(text, width):
    """A paragraph in lines of at most `width` letters."""
    if width is None:
        return [text]
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line or not word else word
    return lines + [line]


def docx(path, lines):
    """A document of paragraphs; a line with a tab is a row of a table."""
    body = []
    for line in lines:
        run = lambda text: f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        if line == PAGE:
            body.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        elif "\t" in line:
            cells = "".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in line.split("\t"))
            body.append(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
        else:
            # Word parts a paragraph into runs wherever somebody has typed.
            half = len(line) // 2
            body.append(f"<w:p>{run(line[:half])}{run(line[half:])}</w:p>" if line else "<w:p/>")
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
    )
    types = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [("[Content_Types].xml", types), ("_rels/.rels", links), ("word/document.xml", text)]:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def rtf_text(text):
    """Text with RTF's escapes: bytes of windows-1252 where there are some, else numbers of Unicode."""
    out = []
    for letter in text:
        if letter in "\\{}":
            out.append("\\" + letter)
        elif letter == "\t":
            out.append("\\tab ")
        elif ord(letter) < 128:
            out.append(letter)
        else:
            try:
                out.append("".join(f"\\'{byte:02x}" for byte in letter.encode("cp1252")))
            except UnicodeEncodeError:
                out.append(f"\\u{ord(letter)}?")
    return "".join(out)


RTF = (
    "{\\rtf1\\ansi\\ansicpg1252\\deff0\n{\\fonttbl{\\f0\\froman Times New Roman;}{\\f1\\fswiss Arial;}}\n{\\colortbl;\\red0\\green0\\blue0;}\n"
    "{\\stylesheet{\\s0 Normal;}}\n{\\info{\\title Export}{\\author Example}}\n{\\header \\pard Page \\chpgn\\par}\n"
)


def rtf(path, lines):
    """A document of paragraphs."""
    out = [RTF]
    for line in lines:
        out.append("\\page\n" if line == PAGE else f"\\pard\\ql\\f0 {{\\b {rtf_text(line[:8])}}}{rtf_text(line[8:])}\\par\n")
    out.append("}\n")
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write("".join(out))


def rtf_table(path, rows):
    """A document of rows with a label and paragraphs."""
    out = [RTF]
    for label, paragraphs in rows:
        text = "\\par\n".join(rtf_text(paragraph) for paragraph in paragraphs)
        out.append(f"\\trowd\\cellx800\\cellx9000\\pard\\intbl {{\\b {label}}}\\cell\n{text}\\cell\\row\n")
    out.append("}\n")
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write("".join(out))


def pdf_pages(lines, width):
    """Pages of lines with their heights: 12 points between two lines, half as much more after a paragraph."""
    pages, page, y = [], [], 760
    for line in lines:
        if line == PAGE:
            if page:
                pages.append(page)
            page, y = [], 760
        elif not line:
            y -= 8
        else:
            for part in broken(line.replace("\t", "   "), width):
                if y < 60:
                    pages.append(page)
                    page, y = [], 760
                page.append((y, part))
                y -= 12
    return pages + [page]


def pdf(path, lines, width=88, footer=None, wide=False):
    """A document with one font: of one byte in the order of Windows, or of two bytes with a map to Unicode."""
    pages = pdf_pages(lines, width)
    letters = sorted({letter for page in pages for _, line in page for letter in line} | set((footer or "") + "0123456789"))
    codes = {letter: number for number, letter in enumerate(letters, 3)}

    def shown(text):
        if wide:
            return "<" + "".join(f"{codes[letter]:04x}" for letter in text) + ">"
        raw = text.encode("cp1252").decode("latin-1")
        return "(" + raw.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"

    objects = {}
    stream = lambda data, extra="": b"<</Length %d%s/Filter/FlateDecode>>stream\n%s\nendstream" % (
        len(zlib.compress(data, 9)), extra.encode(), zlib.compress(data, 9))
    objects[1] = b"<</Type/Catalog/Pages 2 0 R>>"
    numbers = [10 + 2 * index for index in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects[2] = f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>>>".encode()
    if wide:
        objects[3] = b"<</Type/Font/Subtype/Type0/BaseFont/Example/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
        objects[4] = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Example/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>"
        pairs = "\n".join(f"<{codes[letter]:04x}> <{letter.encode('utf-16-be').hex()}>" for letter in letters)
        objects[5] = stream(
            f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(letters)} beginbfchar\n{pairs}\nendbfchar endcmap".encode())
    else:
        objects[3] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    for index, (number, page) in enumerate(zip(numbers, pages), 1):
        content = ["BT /F1 10 Tf"]
        for y, line in page:
            content.append(f"1 0 0 1 50 {y} Tm {shown(line)} Tj")
        if footer:
            content.append(f"1 0 0 1 50 30 Tm {shown(footer.format(index, len(pages)))} Tj")
        content.append("ET")
        objects[number] = f"<</Type/Page/Parent 2 0 R/Contents {number + 1} 0 R>>".encode()
        objects[number + 1] = stream("\n".join(content).encode("latin-1"))
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = len(out)
    out += b"xref\n"
    for number in [0] + sorted(objects):
        entry = b"0000000000 65535 f \n" if number == 0 else b"%010d 00000 n \n" % places[number]
        out += b"%d 1\n%s" % (number, entry)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, table)
    with open(path, "wb") as file:
        file.write(out)


def text(path, lines):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("".join(line + "\n" for line in lines if line != PAGE))


def main(folder=os.path.dirname(os.path.abspath(__file__))):
    at = lambda name: os.path.join(folder, name)
    docx(at("nexis-uni.docx"), nexis_uni())
    rtf(at("nexis-uni.rtf"), nexis_uni())
    pdf(at("nexis-uni.pdf"), nexis_uni(), width=60, footer="Page {} of {}", wide=True)
    rtf(at("nexis-academic.rtf"), nexis_academic())
    text(at("nexis-academic.txt"), nexis_academic(70))
    rtf(at("factiva.rtf"), factiva())
    rtf_table(at("factiva-indexed.rtf"), factiva_indexed())
    pdf(at("factiva.pdf"), factiva(), footer="Page {} of {} © 2022 Factiva, Inc. All rights reserved.")
    text(at("proquest.txt"), proquest())
    docx(at("proquest.docx"), proquest())
    rtf(at("proquest.rtf"), proquest())
    pdf(at("proquest.pdf"), proquest_pages())
    docx(at("plain.docx"), ["date 2022-07-07", "", *ARTICLES[0]["text"]])


if __name__ == "__main__":
    main(*sys.argv[1:])
