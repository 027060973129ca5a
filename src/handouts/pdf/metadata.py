"""What a file says of itself: XMP (ISO 16684-1) and the document information dictionary, which agree.

The dates are the content's, never the clock's, so that equal input gives equal bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.pdf.objects import dictionary, text_string

if TYPE_CHECKING:
    from uuid import UUID

    from handouts.document.elements import Metadata

_PROGRAM = "handouts"

#: PDF/A-2 knows no property of PDF/UA, so the file must carry its description (ISO 19005-2 6.6.2.3.1).
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:identifier>{code}</dc:identifier>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{program}</pdf:Producer>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
{exchange}</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

_SCHEMA = """<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{schema}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{property}</pdfaProperty:name>
<pdfaProperty:valueType>{type}</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{description}</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>"""

_UA = _SCHEMA.format(
    schema="PDF/UA identification schema",
    namespace="http://www.aiim.org/pdfua/ns/id/",
    prefix="pdfuaid",
    property="part",
    type="Integer",
    description="Part of PDF/UA that the file conforms to",
)
_X = _SCHEMA.format(
    schema="PDF/X identification schema",
    namespace="http://www.npes.org/pdfx/ns/id/",
    prefix="pdfxid",
    property="GTS_PDFXVersion",
    type="Text",
    description="Version of PDF/X that the file conforms to",
)
_TRAPPED = _SCHEMA.format(
    schema="Adobe PDF schema",
    namespace="http://ns.adobe.com/pdf/1.3/",
    prefix="pdf",
    property="Trapped",
    type="Boolean",
    description="Whether the document has been trapped",
)

#: What a print shop's program looks for (ISO 15930-7:2010 clause 6, on metadata). Nothing was trapped: what may need it
#: is one plate's edge on another's, and that is for those who know the press.
_EXCHANGE = """<pdfxid:GTS_PDFXVersion xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">PDF/X-4</pdfxid:GTS_PDFXVersion>
<pdf:Trapped>False</pdf:Trapped>
<xmp:MetadataDate>{date}T00:00:00Z</xmp:MetadataDate>
<xmpMM:DocumentID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">uuid:{identity}</xmpMM:DocumentID>
<xmpMM:VersionID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">1</xmpMM:VersionID>
<xmpMM:RenditionClass xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">default</xmpMM:RenditionClass>
"""

_ESCAPED = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}
#: What XML 1.0 cannot hold (2.2): control characters, surrogates, two non-characters.
_NOT_XML = dict.fromkeys([*range(0x20), 0x7F, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], " ")


def xmp(metadata: Metadata, lang: str, identity: UUID | None = None) -> bytes:
    """The XMP packet: PDF/A-2a and PDF/UA-1 identification, Dublin Core, dates.

    With the ``identity`` of a file that goes to a print shop, PDF/X-4 identification too.
    """
    fields = {
        "title": metadata.title,
        "author": metadata.author,
        "subject": metadata.subject,
        "code": metadata.code,
        "lang": lang,
        "keywords": _keywords(metadata),
        "program": _PROGRAM,
        "date": metadata.date,
    }
    exchange = _EXCHANGE.format(date=_xml(metadata.date), identity=identity) if identity else ""
    schemas = _UA + _X + _TRAPPED if identity else _UA
    return _XMP.format(**{key: _xml(text) for key, text in fields.items()}, exchange=exchange, schemas=schemas).encode()


def info(metadata: Metadata, *, exchange: bool = False) -> str:
    """The document information dictionary (ISO 32000-1 14.3.3), with the same words and dates as the XMP packet."""
    date = f"(D:{metadata.date.replace('-', '')}000000Z)"
    words = {
        "Title": metadata.title,
        "Author": metadata.author,
        "Subject": metadata.subject,
        "Keywords": _keywords(metadata),
        "Creator": _PROGRAM,
        "Producer": _PROGRAM,
    }
    entries = {key: text_string(_plain(text)) for key, text in words.items()}
    trapped = {"Trapped": "/False"} if exchange else {}
    return dictionary({**entries, "CreationDate": date, "ModDate": date, **trapped})


def _keywords(metadata: Metadata) -> str:
    """The paper code, by which a print-out is traced to its file, and the notice that stands on the page."""
    return "; ".join(text for text in (metadata.code, metadata.notice) if text)


def _xml(text: str) -> str:
    """Escaped for XML. Some programs look for the keyword that ends a stream in the bytes of a plain one."""
    return _plain(text).translate(_ESCAPED).replace("endstream", "&#101;ndstream")


def _plain(text: str) -> str:
    return text if text.isascii() and text.isprintable() else text.translate(_NOT_XML)
