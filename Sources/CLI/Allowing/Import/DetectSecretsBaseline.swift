import FoundationEssentials
import Git
import Scanning

/// `.secrets.baseline` of detect-secrets: for each file the SHA-1 of each value (docs/design.md of
/// that project).
enum DetectSecretsBaseline {
  private struct Document: Decodable {
    let results: [String: [Item]]
  }

  private struct Item: Decodable {
    let type: String?
    let digest: String
    /// What an audit said.
    let isSecret: Bool?

    enum CodingKeys: String, CodingKey {
      case type
      case digest = "hashed_secret"
      case isSecret = "is_secret"
    }
  }

  static func read(_ list: ImportedList, _ source: ImportSource) throws {
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(list.text.utf8))
    } catch {
      throw Failure.usage("\(visible(list.name)) is not a baseline of detect-secrets.")
    }
    for (name, items) in document.results.sorted(by: { $0.key < $1.key }) {
      let found = try source.values(in: GitPath(name))
      let digests = try found?.map { (try ContentDigest.sha1($0.value), $0) } ?? []
      for item in items {
        let title = "\(item.type ?? "a secret") in \(name)"
        if item.isSecret == true {
          list.refuse(title, "the audit says that it is a secret")
        } else if found == nil {
          list.take(title, [], otherwise: "the file is gone")
        } else {
          list.take(
            title,
            digests.filter { $0.0 == item.digest.lowercased() }.map(\.1),
            otherwise: "no finding there has this value"
          )
        }
      }
    }
  }
}
