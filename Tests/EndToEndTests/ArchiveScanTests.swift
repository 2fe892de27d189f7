import Foundation
import TestSupport
import Testing

/// `scan` of archives.
@Suite struct ArchiveScanTests {
  @Test func findsInAnArchiveWhereverItIsRead() throws {
    let program = try Program()
    let samples = try SampleArchives(line: "key = \"\(accessKeyID())\"")
    try program.repository.write(samples.bytes("two.zip"), to: Array("a.zip".utf8))
    #expect(try program("scan").status == 1)
    try program.repository.git("add", "--all")
    #expect(try program("scan", "--staged").status == 1)
    #expect(try program("hook", "pre-commit").errors.contains("\na.zip!/"))
    try program.repository.commit(message: "An archive")
    let history = try program("scan", "--history")
    #expect(history.status == 1)
    #expect(!history.text.contains(accessKeyID()))
  }

  #if os(Linux)
  /// Whatever stands in for libarchive here is no library.
  @Test func withoutTheLibraryAnArchiveIsNotClean() throws {
    var program = try Program()
    let samples = try SampleArchives(line: "nothing")
    try program.repository.write(samples.bytes("a.zip"), to: Array("a.zip".utf8))
    let libraries = program.repository.directory
    try libraries.write("", to: "lib/libarchive.so.13")
    program.environment["LD_LIBRARY_PATH"] = libraries.path("lib")
    let result = try program("scan")
    #expect(result.status == 3)
    #expect(result.errors.contains("a.zip: what is in this zip archive was not scanned"))
  }
  #endif
}
