import Secrets

/// Where the secrets of a script go: it names a profile and a region, the configuration has
/// environments.
extension Session {
  /// The environment of what is declared.
  ///
  /// - Throws: a usage error where the two do not agree: a script for one account is never applied
  ///   to another one.
  func environment(of places: Set<DeclaredPlace>, _ files: String) throws -> EnvironmentSettings? {
    guard let place = places.first else { return nil }
    guard places.count == 1 else {
      throw Failure.usage(
        "\(visible(files)) names several profiles or regions.",
        hint: "Plan what is for one of them at a time."
      )
    }
    if self.options.environment != nil {
      let environment = try environment()
      try check(environment, place, files)
      return environment
    }
    let environments = try configuration().environments
    guard !environments.isEmpty else {
      // Nobody has said which accounts there are: what the script names is what there is.
      var settings = EnvironmentSettings(name: Self.nameless)
      (settings.profile, settings.region) = (place.profile, place.region)
      settings.origin = files
      return settings
    }
    let same = environments.filter { $0.profile == place.profile }
    guard same.count == 1, let environment = same.first else {
      let profile = place.profile.map { "the profile \(visible($0))" } ?? "no profile"
      throw Failure.usage(
        same.isEmpty
          ? "\(visible(files)) is for \(profile), which no environment of the configuration has."
          : "\(visible(files)) is for \(profile), which several environments have.",
        hint: same.isEmpty
          ? "Add it: git secrets-sync init --environment NAME\(place.profile.map { "=" + visible($0) } ?? "")"
          : "Say which with --env: \(same.map { visible($0.name) }.joined(separator: ", "))."
      )
    }
    try check(environment, place, files)
    return environment
  }

  /// The name of what no environment of the configuration is.
  static let nameless = ""

  private func check(
    _ environment: EnvironmentSettings,
    _ place: DeclaredPlace,
    _ files: String
  ) throws {
    func refuse(_ what: String, _ theirs: String, _ ours: String) -> Failure {
      Failure.usage(
        "\(visible(files)) is for the \(what) \(visible(theirs)), and the environment "
          + "\(visible(environment.name)) has \(visible(ours)).",
        hint: "Name the environment that it is for, or change the file."
      )
    }
    if options.profile == nil, let profile = place.profile, let own = environment.profile,
      own != profile
    {
      throw refuse("profile", profile, own)
    }
    if let region = place.region, let own = options.region ?? environment.region, own != region {
      throw refuse("region", region, own)
    }
  }
}
