package io.tarn.engine.contract;

import io.tarn.kernel.table.FileAccess;
import java.nio.file.Path;

/**
 * What an engine under test is made from.
 *
 * @param files the data files that the suite writes
 * @param temporaryFolder a folder of its own
 * @param resultFolder the folder below which results are written
 * @param concurrentQueries queries that it runs at the same time; further ones are refused
 */
public record EngineSetup(
    FileAccess files, Path temporaryFolder, Path resultFolder, int concurrentQueries) {}
