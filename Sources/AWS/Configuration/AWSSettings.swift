/// Everything that decides whom the calls go to, as whom and how patiently.
package struct AWSSettings: Sendable {
  package var profile: String
  package var region: String?
  package var caBundle: String?
  package var maximumAttempts: Int
  package var maximumConcurrentRequests = 16

  package static func load(
    environment: [String: String],
    profile: String? = nil,
    region: String? = nil,
    home: String
  ) throws(AWSError) -> AWSSettings {
    AWSSettings(profile: profile ?? "default", region: region, caBundle: nil, maximumAttempts: 3)
  }
}
