package io.keqing.account;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@MappedEntity("access_token")
@SuppressWarnings("ArrayRecordComponent") // a row is never compared
record TokenRow(
        @Id @GeneratedValue @Nullable Long id,
        byte[] hash,
        String userName,
        String name,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> roles,
        Instant expiresAt,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
