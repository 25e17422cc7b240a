/**
 * The suite that every engine passes: what {@link io.tarn.engine.Engine} promises, as tests over
 * real data files. An engine's test is a one-line subclass of {@link EngineContract}.
 */
@NullMarked
package io.tarn.engine.contract;

import org.jspecify.annotations.NullMarked;
