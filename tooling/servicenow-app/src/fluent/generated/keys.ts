import '@servicenow/sdk/global'

declare global {
    namespace Now {
        namespace Internal {
            interface Keys extends KeysRegistry {
                explicit: {
                    acl_ticket_read: {
                        table: 'sys_security_acl'
                        id: '57ab2b28d46143a889807cde54f318f5'
                    }
                    acl_tickets_execute: {
                        table: 'sys_security_acl'
                        id: '08824cf5b1d7434f8f62e78d96e73b4a'
                    }
                    atf_again: {
                        table: 'sys_atf_step'
                        id: 'ff4bdb2f0555484b9fabdb2f3d47b2a9'
                    }
                    atf_again_status: {
                        table: 'sys_atf_step'
                        id: '5d5ffc751e73479a8e67a2cb7fd4985e'
                    }
                    atf_open: {
                        table: 'sys_atf_step'
                        id: 'd5f9a679060f410b9bc893ad03a9537b'
                    }
                    atf_open_state: {
                        table: 'sys_atf_step'
                        id: '72c1d2ea50a84a648c27852618f95408'
                    }
                    atf_open_status: {
                        table: 'sys_atf_step'
                        id: 'bd57483c7c134812bc99acc1082fa9f7'
                    }
                    atf_put: {
                        table: 'sys_atf_test'
                        id: '6dcecc930d344bf7b5eda3c36cfa10b2'
                    }
                    atf_resolve: {
                        table: 'sys_atf_step'
                        id: '1ff5b790b1da47318ac19dbc005765f2'
                    }
                    atf_resolve_again: {
                        table: 'sys_atf_step'
                        id: '3cdba9bea99e47f382366e7078d6d446'
                    }
                    atf_resolve_again_status: {
                        table: 'sys_atf_step'
                        id: 'f77827cc9c724150911907968461aee4'
                    }
                    atf_resolve_state: {
                        table: 'sys_atf_step'
                        id: '042eba1414a14cea810ffaffae26f506'
                    }
                    bom_json: {
                        table: 'sys_module'
                        id: 'a552ad2ba305481fb4aef9b101de585b'
                    }
                    choice_read: {
                        table: 'sys_scope_privilege'
                        id: 'fa057c54b64848d5a792c6f3adb2f6ee'
                    }
                    group_read: {
                        table: 'sys_scope_privilege'
                        id: 'cadb0afe95414b9aaef8bcea3b86e7a0'
                    }
                    incident_create: {
                        table: 'sys_scope_privilege'
                        id: 'acca065d102849e59645d26b260afce4'
                    }
                    incident_read: {
                        table: 'sys_scope_privilege'
                        id: 'c2ac46642d74445185b72276fb32d3da'
                    }
                    incident_write: {
                        table: 'sys_scope_privilege'
                        id: 'b9d861e0319b48d38e9b4ef077eb183e'
                    }
                    package_json: {
                        table: 'sys_module'
                        id: '13cb48c62d4b4a089ebb98dbaf6e758d'
                    }
                    rest_about: {
                        table: 'sys_ws_operation'
                        id: 'aa86d41d8d934028ac26e7d5bdd07034'
                    }
                    rest_about_api: {
                        table: 'sys_ws_definition'
                        id: 'c15cb872d6a64a94abd37140774216c7'
                    }
                    rest_about_v1: {
                        table: 'sys_ws_version'
                        id: 'a06012dabb054b8bb647012d38c58ac1'
                    }
                    rest_get: {
                        table: 'sys_ws_operation'
                        id: '4306adec3dc64b49b1ae0e5d9833eebc'
                    }
                    rest_put: {
                        table: 'sys_ws_operation'
                        id: '52786db5da9447c9ab23365f0d7f4994'
                    }
                    rest_tickets: {
                        table: 'sys_ws_definition'
                        id: '40ba1d1715414226969daf48376f4858'
                    }
                    rest_v1: {
                        table: 'sys_ws_version'
                        id: '46cc75fe45034d79918bc66bc93f2e36'
                    }
                    'src_server_ticket-changes_ts': {
                        table: 'sys_module'
                        id: '3b1dc9f3b35040828d268705c057003d'
                    }
                    'src_server_ticket-request_ts': {
                        table: 'sys_module'
                        id: 'f67a988521b4472da04a2caf0753493a'
                    }
                    src_server_tickets_ts: {
                        table: 'sys_module'
                        id: '7d244e19afb84747aa65b7286d3eeec4'
                    }
                    user_read: {
                        table: 'sys_scope_privilege'
                        id: 'c4a501dc61b0437b8ec739ee99f20d83'
                    }
                }
                composite: [
                    {
                        table: 'sys_security_acl_role'
                        id: '08a70c6d06f44c14bd30518419bebaf5'
                        key: {
                            sys_security_acl: '08824cf5b1d7434f8f62e78d96e73b4a'
                            sys_user_role: {
                                id: 'baafb3cc9b6148f592a9b3cdf8af3d35'
                                key: {
                                    name: 'x_access_account.integrator'
                                }
                            }
                        }
                    },
                    {
                        table: 'sys_documentation'
                        id: '0b51665091514a85b57e28f3b5e3ced6'
                        key: {
                            name: 'x_access_account_ticket'
                            element: 'desk'
                            language: 'en'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '0e44d0677f604da5a04edff1f4a7b829'
                        key: {
                            document_key: 'd5f9a679060f410b9bc893ad03a9537b'
                            variable: '6cdd0ab543010210b6f9a0246bb8f2f2'
                        }
                    },
                    {
                        table: 'sys_documentation'
                        id: '0e9f984342c4442ea1ace516a73444f0'
                        key: {
                            name: 'x_access_account_ticket'
                            element: 'key'
                            language: 'en'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '143253862b024f4b8590908657b8040b'
                        key: {
                            document_key: '1ff5b790b1da47318ac19dbc005765f2'
                            variable: 'cec002650b3222000b7da95e93673aae'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '18e5091d5ab94f8f83e8931858928bce'
                        key: {
                            document_key: 'ff4bdb2f0555484b9fabdb2f3d47b2a9'
                            variable: '020a6af09fd32200ef4afa7dc67fcfec'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '2104b1229aa244848651b456df77b803'
                        key: {
                            document_key: 'd5f9a679060f410b9bc893ad03a9537b'
                            variable: '81e042650b3222000b7da95e93673aa2'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '292bb0d11ec64ab6b808d6f60250091b'
                        key: {
                            document_key: '1ff5b790b1da47318ac19dbc005765f2'
                            variable: '59877da10b3222000b7da95e93673a56'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '2f085f106d5b4c80a5e25c00c7004cd6'
                        key: {
                            document_key: 'd5f9a679060f410b9bc893ad03a9537b'
                            variable: '59877da10b3222000b7da95e93673a56'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '339018a9aa5d4e89a06bd84d1788b34a'
                        key: {
                            document_key: 'f77827cc9c724150911907968461aee4'
                            variable: '1d94cb1f3b8032000774229c93efc419'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '3770cee5a9244a258337f10b2cf362d2'
                        key: {
                            document_key: '3cdba9bea99e47f382366e7078d6d446'
                            variable: '50bff9250b3222000b7da95e93673a9b'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '381412c00d024f51b8a0b02b18fc32ad'
                        key: {
                            document_key: '3cdba9bea99e47f382366e7078d6d446'
                            variable: '89ad06b543010210b6f9a0246bb8f2d7'
                        }
                    },
                    {
                        table: 'sys_dictionary'
                        id: '3e7452cbfeb94ea7800d863b9db7eacf'
                        key: {
                            name: 'x_access_account_ticket'
                            element: 'desk'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '460a21675a6b452a84fab47942ac193d'
                        key: {
                            document_key: '3cdba9bea99e47f382366e7078d6d446'
                            variable: '020a6af09fd32200ef4afa7dc67fcfec'
                        }
                    },
                    {
                        table: 'sys_documentation'
                        id: '4aead9a926df4705b3e0d682442ba05f'
                        key: {
                            name: 'x_access_account_ticket'
                            element: 'incident'
                            language: 'en'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '5197c910f50d483da33519667b63a45d'
                        key: {
                            document_key: 'd5f9a679060f410b9bc893ad03a9537b'
                            variable: '020a6af09fd32200ef4afa7dc67fcfec'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '550453e915a04d7797955f371482f1f3'
                        key: {
                            document_key: 'ff4bdb2f0555484b9fabdb2f3d47b2a9'
                            variable: '89ad06b543010210b6f9a0246bb8f2d7'
                        }
                    },
                    {
                        table: 'sys_dictionary'
                        id: '59994c14c4f74ce693199efb28774106'
                        key: {
                            name: 'x_access_account_ticket'
                            element: 'key'
                        }
                    },
                    {
                        table: 'sys_documentation'
                        id: '60aad0c01fe44dc1a63001b6cd6f9316'
                        key: {
                            name: 'x_access_account_ticket'
                            element: 'NULL'
                            language: 'en'
                        }
                    },
                    {
                        table: 'sys_dictionary'
                        id: '6489f00ebf8b4ce7898894dcafcbd40b'
                        key: {
                            name: 'x_access_account_ticket'
                            element: 'incident'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '660ef95f006a4d31adac17add1b9e73b'
                        key: {
                            document_key: '042eba1414a14cea810ffaffae26f506'
                            variable: '5a9258199f132200ef4afa7dc67fcfb4'
                        }
                    },
                    {
                        table: 'ua_table_licensing_config'
                        id: '677457c6a04444009e551f28714403fc'
                        key: {
                            name: 'x_access_account_ticket'
                        }
                    },
                    {
                        table: 'sys_dictionary'
                        id: '68b9a0e52d3c4ed78d21ccf659620bfa'
                        key: {
                            name: 'x_access_account_ticket'
                            element: 'NULL'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '68fe98f144e342bc8c85fcd9cde72059'
                        key: {
                            document_key: '3cdba9bea99e47f382366e7078d6d446'
                            variable: '59877da10b3222000b7da95e93673a56'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '739b623b1c164942a3fb03e8896969a8'
                        key: {
                            document_key: 'ff4bdb2f0555484b9fabdb2f3d47b2a9'
                            variable: '58408e250b3222000b7da95e93673a5c'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '75d689f28320458e8efcb8ebc970e3f2'
                        key: {
                            document_key: '72c1d2ea50a84a648c27852618f95408'
                            variable: '5a9258199f132200ef4afa7dc67fcfb4'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '791c0a13d0454fa58c62347d8f1c11d0'
                        key: {
                            document_key: '1ff5b790b1da47318ac19dbc005765f2'
                            variable: '58408e250b3222000b7da95e93673a5c'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '7cc94ab1fffa45dc86f5125c950db120'
                        key: {
                            document_key: 'd5f9a679060f410b9bc893ad03a9537b'
                            variable: '50bff9250b3222000b7da95e93673a9b'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '7d2a7ea6795442c78509fd6a7d7c796d'
                        key: {
                            document_key: '1ff5b790b1da47318ac19dbc005765f2'
                            variable: '89ad06b543010210b6f9a0246bb8f2d7'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '7d8ae97de2f041a9857767fc12185934'
                        key: {
                            document_key: 'd5f9a679060f410b9bc893ad03a9537b'
                            variable: 'cec002650b3222000b7da95e93673aae'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '7f22c4ba584f490488acbbc5d0337d25'
                        key: {
                            document_key: 'ff4bdb2f0555484b9fabdb2f3d47b2a9'
                            variable: '81e042650b3222000b7da95e93673aa2'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '803fdbf024214e15a5c89d0bfa067ee0'
                        key: {
                            document_key: 'bd57483c7c134812bc99acc1082fa9f7'
                            variable: '9f5f67709f132200ef4afa7dc67fcf94'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '80416422ab124cba8fd65742ad02770c'
                        key: {
                            document_key: '042eba1414a14cea810ffaffae26f506'
                            variable: '2db298199f132200ef4afa7dc67fcfbc'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '80b38504f35e4b49847229b81ec3e926'
                        key: {
                            document_key: 'f77827cc9c724150911907968461aee4'
                            variable: '9f5f67709f132200ef4afa7dc67fcf94'
                        }
                    },
                    {
                        table: 'sys_documentation'
                        id: '84784f951b754cf884d318b43b16ae18'
                        key: {
                            name: 'x_access_account_ticket'
                            element: 'done'
                            language: 'en'
                        }
                    },
                    {
                        table: 'sys_db_object'
                        id: '8efc052f7c534d4c98697e3c9c949b8b'
                        key: {
                            name: 'x_access_account_ticket'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '92bc313e4f3547f59aca9b771de4408f'
                        key: {
                            document_key: '5d5ffc751e73479a8e67a2cb7fd4985e'
                            variable: '9f5f67709f132200ef4afa7dc67fcf94'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '9ba8536d6efe4e36aad3866cf9e154e5'
                        key: {
                            document_key: '1ff5b790b1da47318ac19dbc005765f2'
                            variable: '50bff9250b3222000b7da95e93673a9b'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: '9c8bdec8b1ab43bdafd35f4fef8fe771'
                        key: {
                            document_key: '3cdba9bea99e47f382366e7078d6d446'
                            variable: '81e042650b3222000b7da95e93673aa2'
                        }
                    },
                    {
                        table: 'sys_dictionary'
                        id: 'a17d82f782e7496faf9f8bfb7882e2c2'
                        key: {
                            name: 'x_access_account_ticket'
                            element: 'changes'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'a623c696b4f148c5959c5f58e8d5fb3d'
                        key: {
                            document_key: '3cdba9bea99e47f382366e7078d6d446'
                            variable: 'cec002650b3222000b7da95e93673aae'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'a883c8fc54a6497f869e80b4249322bb'
                        key: {
                            document_key: '3cdba9bea99e47f382366e7078d6d446'
                            variable: '58408e250b3222000b7da95e93673a5c'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'aa58ffeebf804f13a2a2dc28852035fd'
                        key: {
                            document_key: '1ff5b790b1da47318ac19dbc005765f2'
                            variable: '81e042650b3222000b7da95e93673aa2'
                        }
                    },
                    {
                        table: 'sys_index'
                        id: 'ae4affe1493645f98c8d771266b492ec'
                        key: {
                            logical_table_name: 'x_access_account_ticket'
                            col_name_string: 'key'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'b24c066608144c82979ad085f565e791'
                        key: {
                            document_key: 'ff4bdb2f0555484b9fabdb2f3d47b2a9'
                            variable: 'cec002650b3222000b7da95e93673aae'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'b88f0ee6a58947ffb48682431ad8c348'
                        key: {
                            document_key: '3cdba9bea99e47f382366e7078d6d446'
                            variable: '6cdd0ab543010210b6f9a0246bb8f2f2'
                        }
                    },
                    {
                        table: 'sys_user_role'
                        id: 'baafb3cc9b6148f592a9b3cdf8af3d35'
                        key: {
                            name: 'x_access_account.integrator'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'c0567faf0fd149bea82b75a985755a85'
                        key: {
                            document_key: 'ff4bdb2f0555484b9fabdb2f3d47b2a9'
                            variable: '50bff9250b3222000b7da95e93673a9b'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'c43a18262a334c5da605480f5ed616df'
                        key: {
                            document_key: '1ff5b790b1da47318ac19dbc005765f2'
                            variable: '020a6af09fd32200ef4afa7dc67fcfec'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'ce7b236dd88248a59d875b5987b0e9aa'
                        key: {
                            document_key: '72c1d2ea50a84a648c27852618f95408'
                            variable: '2db298199f132200ef4afa7dc67fcfbc'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'd4d7201acfe74782928b9a0c5ed1da7f'
                        key: {
                            document_key: 'd5f9a679060f410b9bc893ad03a9537b'
                            variable: '58408e250b3222000b7da95e93673a5c'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'd4eda722cd1e4506a8358e5cb4112d8d'
                        key: {
                            document_key: '72c1d2ea50a84a648c27852618f95408'
                            variable: '7b139c199f132200ef4afa7dc67fcfb3'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'df29aecff84c484a81bfc997b116316e'
                        key: {
                            document_key: '042eba1414a14cea810ffaffae26f506'
                            variable: '7b139c199f132200ef4afa7dc67fcfb3'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'e0c1fecfb3d747f8aa3c9c5aabe9af18'
                        key: {
                            document_key: 'ff4bdb2f0555484b9fabdb2f3d47b2a9'
                            variable: '59877da10b3222000b7da95e93673a56'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'e552975fe7104cf1ba8c3fe2599d2792'
                        key: {
                            document_key: '1ff5b790b1da47318ac19dbc005765f2'
                            variable: '6cdd0ab543010210b6f9a0246bb8f2f2'
                        }
                    },
                    {
                        table: 'sys_dictionary'
                        id: 'e81c42ec45814238b70cf867c8301ae7'
                        key: {
                            name: 'x_access_account_ticket'
                            element: 'done'
                        }
                    },
                    {
                        table: 'sys_security_acl_role'
                        id: 'ea27f587e1514dfdb3e6f2214c9ed35c'
                        key: {
                            sys_security_acl: '57ab2b28d46143a889807cde54f318f5'
                            sys_user_role: {
                                id: 'baafb3cc9b6148f592a9b3cdf8af3d35'
                                key: {
                                    name: 'x_access_account.integrator'
                                }
                            }
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'f2f6b7cc10ff465ead8d4caeea4df7c5'
                        key: {
                            document_key: 'bd57483c7c134812bc99acc1082fa9f7'
                            variable: '1d94cb1f3b8032000774229c93efc419'
                        }
                    },
                    {
                        table: 'sys_documentation'
                        id: 'f44c689909de404bbeca16c177e5b3fb'
                        key: {
                            name: 'x_access_account_ticket'
                            element: 'changes'
                            language: 'en'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'f69dbf761c5347f38f83f26df02a715a'
                        key: {
                            document_key: 'ff4bdb2f0555484b9fabdb2f3d47b2a9'
                            variable: '6cdd0ab543010210b6f9a0246bb8f2f2'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'fc78c672dd0045c986e92f4a0ac2079d'
                        key: {
                            document_key: '5d5ffc751e73479a8e67a2cb7fd4985e'
                            variable: '1d94cb1f3b8032000774229c93efc419'
                        }
                    },
                    {
                        table: 'sys_variable_value'
                        id: 'fd30a475d0ef4ec790879ac1861efeab'
                        key: {
                            document_key: 'd5f9a679060f410b9bc893ad03a9537b'
                            variable: '89ad06b543010210b6f9a0246bb8f2d7'
                        }
                    },
                ]
            }
        }
    }
}
