package io.keqing.account;

import io.keqing.privacy.Role;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@MappedEntity("app_user")
record UserRow(
        @Id String name,
        String passwordHash,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> roles,
        @Nullable String language,
        @Nullable String colorScheme,
        Instant createdAt) {
    User user() {
        return new User(name, roles(roles), language, colorScheme, createdAt);
    }

    static Set<Role> roles(List<String> names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        names.forEach(name -> roles.add(Role.valueOf(name)));
        return roles;
    }

    /// In the order of the enum, so that equal sets are equal rows.
    static List<String> names(Set<Role> roles) {
        return roles.stream().sorted().map(Role::name).toList();
    }
}
