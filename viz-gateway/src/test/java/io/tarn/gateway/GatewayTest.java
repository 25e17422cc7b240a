package io.tarn.gateway;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.testkit.TestServersResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the running gateway: PostgreSQL is real, the services behind are {@link Upstreams}. */
@QuarkusTest
@QuarkusTestResource(
    value = TestServersResource.class,
    initArgs = @ResourceArg(name = "service", value = "viz-gateway"))
@QuarkusTestResource(Upstreams.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface GatewayTest {}
