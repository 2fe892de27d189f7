import Foundation

/// Archives that hold a text, made by Python when a test asks for them.
package struct SampleArchives: Sendable {
  private let files: [String: [UInt8]]

  /// Makes all of them with a line of text that each member holds.
  package init(line: String) throws {
    let directory = TemporaryDirectory()
    let result = try TestProcess.run(
      "python3",
      ["-c", Self.script, line],
      environment: ProcessInfo.processInfo.environment,
      directory: directory.path
    )
    guard result.status == 0 else { throw Failure(message: result.errors) }
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) {
      files[name] = try Array(Data(contentsOf: URL(fileURLWithPath: directory.path(name))))
    }
    self.files = files
  }

  package struct Failure: Error {
    let message: String
  }

  /// The bytes of one of them.
  package func bytes(_ name: String) throws -> [UInt8] {
    guard let bytes = files[name] else { throw Failure(message: "there is no \(name)") }
    return bytes
  }

  private static let script = #"""
    import bz2, gzip, io, lzma, os, sys, tarfile, zipfile

    text = ("# a file\n" + sys.argv[1] + "\n" + "# and more of it\n" * 50).encode()

    def zipped(members, method=zipfile.ZIP_DEFLATED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            for name, content in members:
                archive.writestr(name, content)
        return out.getvalue()

    def tarred(members, mode="w"):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode=mode) as archive:
            for name, content in members:
                member = tarfile.TarInfo(name)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
        return out.getvalue()

    def save(name, content):
        with open(name, "wb") as file:
            file.write(content)

    one = [("README", b"nothing here\n"), ("conf/app.env", text)]
    zip1 = zipped(one)
    save("a.zip", zip1)
    save("stored.zip", zipped(one, zipfile.ZIP_STORED))
    save("a.tar", tarred(one))
    save("a.tar.gz", tarred(one, "w:gz"))
    save("a.tgz", tarred(one, "w:gz"))
    save("a.tar.bz2", tarred(one, "w:bz2"))
    save("a.tar.xz", tarred(one, "w:xz"))
    save("app.env.gz", gzip.compress(text))
    save("app.env.lzma", lzma.compress(text, lzma.FORMAT_ALONE))
    save("noext", gzip.compress(text))
    save("empty.gz", gzip.compress(b""))
    save("empty.zip", zipped([]))
    save("empty.tar.gz", tarred([], "w:gz"))
    save("two.tar.gz", gzip.compress(tarred([("a", b"a")]) + tarred(one)))
    save("zipapp", b"#!/usr/bin/env python3\n" + zip1)
    save("accents.zip", zipped([("sch\u00f6n/\u5bc6.env", text)]))

    two = zipped([("lib/inner.jar", zip1)])
    save("two.zip", two)
    three = zipped([("two.zip", two)])
    save("three.zip", three)
    save("four.zip", zipped([("three.zip", three)]))
    save("tar-in-zip.zip", zipped([("data.tar.gz", tarred(one, "w:gz"))]))
    save("zip-in-tar.tar.gz", tarred([("x/a.whl", zip1)], "w:gz"))
    save("four.gz", gzip.compress(bz2.compress(gzip.compress(bz2.compress(text)))))

    # A flag says so, in the header of the file and in the directory at the end.
    locked = bytearray(zip1)
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = locked.rindex(mark)
        locked[at + place] |= 1
    save("locked.zip", locked)

    noise = os.urandom(200000)
    save("cut.zip", zipped(one + [("noise", noise)])[:50000])
    save("cut.gz", gzip.compress(text * 20 + noise)[:50000])
    save("cut.tar.gz", tarred(one + [("noise", noise)], "w:gz")[:100000])
    save("wrong.gz", b"\x1f\x8b\x08\x00 but no more than that, dear reader" + noise[:500])
    bad = bytearray(zipped([("noise", noise)] + one))
    bad[50000] ^= 0xFF
    save("flipped.zip", bad)

    save("zeros.gz", gzip.compress(bytes(4 << 20)))
    save("zeros.zip", zipped([("a.env", text), ("zeros", bytes(4 << 20)), ("z.env", text)]))
    save("many.zip", zipped([("%d" % n, b"x") for n in range(300)]))

    def document(runs):
        body = "".join('<w:r><w:t xml:space="preserve">%s</w:t></w:r>' % run for run in runs)
        return (
            '<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>Title</w:t>'
            "</w:r></w:p><w:p>" + body + "</w:p></w:body></w:document>"
        ).encode()

    line = sys.argv[1]
    middle = len(line) - 5
    types = ("[Content_Types].xml", b"<Types/>")
    save("whole.docx", zipped([types, ("word/document.xml", document([line]))]))
    save(
        "split.docx",
        zipped([types, ("word/document.xml", document([line[:middle], line[middle:]]))]),
    )
    strings = "<sst><si><t>Name</t></si><si><r><t>%s</t></r><r><t>%s</t></r></si></sst>" % (
        line[:middle],
        line[middle:],
    )
    save("split.xlsx", zipped([types, ("xl/sharedStrings.xml", strings.encode())]))
    """#
}
