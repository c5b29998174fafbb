package dev.proa.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A test class that runs once by the docker command and once by proa; its constructor takes the {@link Cli}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@OnEngine
@ParameterizedClass(name = "{0}")
@MethodSource("dev.proa.e2e.Cli#all")
@interface EachCli {}
