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
        "Several profiles or regions are named in \(visible(files)).",
        hint: "Plan what is for one of them at a time."
      )
    }
    if self.options.environment != nil { return try checked(environment(), place, files) }
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
    return try checked(environment, place, files)
  }

  /// The name of what no environment of the configuration is.
  static let nameless = ""

  /// The environment, in the region that is named where it has none of its own.
  private func checked(
    _ environment: EnvironmentSettings,
    _ place: DeclaredPlace,
    _ files: String
  ) throws -> EnvironmentSettings {
    let name = visible(environment.name)
    if let own = options.profile {
      if let profile = place.profile, profile != own {
        say(
          "\(visible(files)) is for the profile \(visible(profile)); --profile \(visible(own)) is used."
        )
      }
    } else if let profile = place.profile, environment.profile != profile {
      throw Failure.usage(
        "\(visible(files)) is for the profile \(visible(profile)), and the environment \(name) has "
          + "\(environment.profile.map(visible) ?? "none, so that it is the same account is not known").",
        hint: environment.profile == nil
          ? "Add `profile = \"\(visible(profile))\"` to [environments.\(name)], if that is its profile."
          : "Name the environment that it is for, or change the file."
      )
    }
    guard let region = place.region else { return environment }
    if let own = try regionOption() ?? environment.region, own != region {
      throw Failure.usage(
        "\(visible(files)) is for the region \(visible(region)), and what is asked is "
          + "\(visible(own)), environment \(name).",
        hint: "Name the environment that it is for, or change the file."
      )
    }
    var settings = environment
    settings.region = region
    return settings
  }
}
