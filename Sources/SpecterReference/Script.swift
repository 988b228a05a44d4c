/// The Python program that reads indexes and archives, joined from its files in this order.
enum Script {
  /// Its text.
  static let text: String = [
    PackageResources.errors_py, PackageResources.web_py, PackageResources.versions_py,
    PackageResources.archives_py, PackageResources.cache_py, PackageResources.resolve_py,
    PackageResources.main_py,
  ].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
}
