package io.tarn.images;

/** The platform of an image: Linux on one of the architectures that the native libraries know. */
enum Platform {
  AMD64("amd64"),
  ARM64("arm64");

  private final String architecture;

  Platform(String architecture) {
    this.architecture = architecture;
  }

  /** As in image indexes, and in the names of DuckDB's libraries. */
  String architecture() {
    return architecture;
  }

  /** The platform of this machine's architecture. */
  static Platform current() {
    return System.getProperty("os.arch").equals("aarch64") ? ARM64 : AMD64;
  }

  /** As zstd-jni calls it. */
  String zstdFolder() {
    return "linux/" + (this == ARM64 ? "aarch64" : "amd64") + "/";
  }
}
