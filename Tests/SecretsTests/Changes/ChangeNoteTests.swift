import FoundationEssentials
import Secrets
import Testing

/// What people read of several writings that are not finished.
@Suite struct ChangeNoteTests {
  private func note(_ command: String, _ states: String...) throws -> ChangeNote {
    let steps = states.map { #"{"store":"sm","name":"x","action":"create","state":"\#($0)"}"# }
    let text =
      #"{"schema":1,"command":"\#(command)","about":{},"started":"2026-11-29T01:32:45Z","#
      + #""phase":"writing","steps":[\#(steps.joined(separator: ","))]}"#
    return try JSONDecoder().decode(ChangeNote.self, from: Data(text.utf8))
  }

  @Test func theSentenceSaysWhatIsOpen() throws {
    #expect(
      try note("copy", "done", "pending").sentence
        == "A `copy` of 2 secrets, begun 2026-11-29T01:32:45Z, is not finished: 1 of 2 secrets is written."
    )
    #expect(
      try note("apply", "done", "done").sentence
        == "An `apply` of 2 secrets, begun 2026-11-29T01:32:45Z, is not finished: all is written, but "
        + "its end was not seen."
    )
  }
}
